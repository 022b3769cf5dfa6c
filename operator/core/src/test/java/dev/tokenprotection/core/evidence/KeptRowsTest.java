package dev.tokenprotection.core.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class KeptRowsTest {
  private static final long SEED = 7;
  private static final List<RowClass> OUTCOMES =
      List.of(
          new RowClass.Bound(),
          new RowClass.Unbound(0),
          new RowClass.Unbound(1008),
          new RowClass.Unreadable(UnreadableReason.REPORT_ONLY_INTERRUPTED),
          new RowClass.NotApplicable(),
          new RowClass.Interrupted(),
          new RowClass.SetAside(SetAsideReason.BLOCKED_ELSEWHERE),
          new RowClass.Unrelated());

  private final Random random = new Random(SEED);
  private final KeptRows rows = new KeptRows();

  @Test
  void rows_are_given_back_as_they_were_and_by_key() {
    Map<UUID, SignIn> kept = new LinkedHashMap<>();
    for (int i = 0; i < 5_000; i++) {
      UUID id = new UUID(random.nextInt(40), random.nextInt(100));
      SignIn row = randomRow();
      rows.add(id, row);
      kept.putIfAbsent(id, row);
    }
    assertThat(shown(Long.MAX_VALUE)).as("seed %d", SEED).isEqualTo(byKey(kept.values()));

    long moment = 5_000;
    assertThat(shown(moment))
        .isEqualTo(byKey(kept.values().stream().filter(row -> row.last() <= moment).toList()));
    rows.removeUpTo(moment);
    kept.values().removeIf(row -> row.last() <= moment);
    assertThat(shown(Long.MAX_VALUE)).isEqualTo(byKey(kept.values()));

    kept.forEach(rows::add);
    assertThat(shown(Long.MAX_VALUE)).as("given again").isEqualTo(byKey(kept.values()));
  }

  private Map<SignInKey, Set<SignIn>> shown(long upTo) {
    List<SignIn> all = new ArrayList<>();
    Set<SignInKey> keys = new HashSet<>();
    rows.forEachKey(
        upTo,
        parts -> {
          assertThat(parts).extracting(SignIn::key).containsOnly(parts.getFirst().key());
          assertThat(keys.add(parts.getFirst().key())).as("shown once").isTrue();
          all.addAll(parts);
        });
    return byKey(all);
  }

  private static Map<SignInKey, Set<SignIn>> byKey(Iterable<SignIn> rows) {
    Map<SignInKey, Set<SignIn>> byKey = new HashMap<>();
    rows.forEach(row -> byKey.computeIfAbsent(row.key(), _ -> new HashSet<>()).add(row));
    return byKey;
  }

  private SignIn randomRow() {
    SignInKey key =
        new SignInKey(
            random.nextInt(10) == 0 ? UserTable.NOBODY : random.nextInt(20) * 100_000_000,
            SignInKey.Kind.values()[random.nextInt(2)],
            new UUID(random.nextInt(3), random.nextInt(10)));
    return SignIn.ofRow(
        key,
        random.nextLong(-10_000, 1L << random.nextInt(5, 43)),
        OUTCOMES.get(random.nextInt(OUTCOMES.size())),
        random.nextInt(1 << ApplicationBits.WIDTH),
        random.nextInt(ClientNames.LIMIT));
  }
}
