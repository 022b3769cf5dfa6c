package dev.tokenprotection.core.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.model.Application;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CountsTest {
  private static final long SEED = 42;

  @Test
  void dense_counts_hold_any_count_however_large() {
    Random random = new Random(SEED);
    DenseCounts dense = new DenseCounts();
    Map<Integer, Integer> plain = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      int number = random.nextInt(50) * random.nextInt(50);
      int amount = random.nextInt(100) == 0 ? random.nextInt(100_000) : 1;
      dense.add(number, amount);
      plain.merge(number, amount, Integer::sum);
    }
    plain.forEach(
        (number, count) ->
            assertThat(dense.get(number)).as("seed %d, %d", SEED, number).isEqualTo(count));
    assertThat(dense.get(1_000_000)).isZero();

    DenseCounts doubled = new DenseCounts();
    doubled.addAll(dense);
    doubled.addAll(dense);
    plain.forEach(
        (number, count) ->
            assertThat(doubled.get(number)).as("seed %d, %d", SEED, number).isEqualTo(2 * count));
  }

  @Test
  void sparse_counts_hold_what_a_map_holds() {
    Random random = new Random(SEED);
    SparseCounts sparse = new SparseCounts();
    Map<Long, Integer> plain = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      long key = 1 + random.nextLong(Long.MAX_VALUE - 1) % (1L << random.nextInt(1, 63));
      sparse.add(key, 1);
      plain.merge(key, 1, Integer::sum);
    }
    Map<Long, Integer> shown = new HashMap<>();
    sparse.forEach(shown::put);
    assertThat(shown).as("seed %d", SEED).isEqualTo(plain);
  }

  @Test
  void an_adverse_sign_in_survives_packing() {
    Random random = new Random(SEED);
    for (int i = 0; i < 10_000; i++) {
      Set<Application> applications = EnumSet.allOf(Application.class);
      applications.removeIf(_ -> random.nextBoolean());
      int user = random.nextInt(1 << 25);
      int client = random.nextInt(ClientNames.LIMIT);
      AdverseSignIn unbound =
          AdverseSignIn.unbound(user, applications, random.nextInt(2000), client);
      UnreadableReason reason =
          UnreadableReason.values()[random.nextInt(UnreadableReason.values().length)];
      AdverseSignIn unreadable = AdverseSignIn.unreadable(user, applications, reason, client);

      assertThat(AdverseSignIn.unpack(unbound.packed())).as("seed %d", SEED).isEqualTo(unbound);
      assertThat(AdverseSignIn.unpack(unreadable.packed())).isEqualTo(unreadable);
      assertThat(unreadable.outcomeClass()).isEqualTo(new RowClass.Unreadable(reason));
      assertThat(unbound.packed()).isPositive();
      for (Application application : Application.values()) {
        assertThat(unbound.isFor(application)).isEqualTo(applications.contains(application));
      }
    }
  }

  @Test
  void a_code_out_of_all_bounds_is_no_known_reason() {
    assertThat(AdverseSignIn.unbound(0, Set.of(), 70_000, 0).outcomeClass())
        .isEqualTo(new RowClass.Unbound(0));
    assertThat(AdverseSignIn.unbound(0, Set.of(), -1, 0).outcomeClass())
        .isEqualTo(new RowClass.Unbound(0));
  }
}
