package dev.tokenprotection.core.desired;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.model.RolloutIdentity;
import dev.tokenprotection.core.model.Share;
import dev.tokenprotection.core.model.UserId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamplingTest {
  private static final RolloutIdentity OFFICE =
      new RolloutIdentity("cluster-1", "security", "office");

  /** Computed apart from this code: sha256sum, first 16 hexadecimal digits, modulo a million. */
  @ParameterizedTest
  @CsvSource({
    "00000000-0000-4000-8000-000000000001, 772098",
    "00000000-0000-4000-8000-000000000002, 87065",
    "00000000-0000-4000-8000-000000000003, 1573",
    "3F2504E0-4F89-41D3-9A0C-0305E82C3301, 818402",
  })
  void a_user_s_place_never_changes(String user, int place) {
    UserId id = new UserId(user);

    assertThat(draw(new Share(place), Set.of(id))).isEmpty();
    assertThat(draw(new Share(place + 1), Set.of(id))).containsExactly(id);
  }

  @Test
  void as_many_are_drawn_as_another_program_draws() {
    Set<UserId> users =
        IntStream.rangeClosed(1, 1000)
            .mapToObj(i -> new UserId("00000000-0000-4000-8000-%012d".formatted(i)))
            .collect(Collectors.toSet());

    assertThat(draw(Share.ofPercent(5), users)).hasSize(56);
    assertThat(draw(Share.ofPercent(10), users)).hasSize(112);
    assertThat(draw(Share.ofPercent(20), users)).hasSize(225);
  }

  @Test
  void nobody_and_everybody_are_shares_too() {
    Set<UserId> users = users(new Random(1), 200);

    assertThat(draw(Share.ofPercent(0), users)).isEmpty();
    assertThat(draw(Share.ofPercent(100), users)).isEqualTo(new TreeSet<>(users));
  }

  @Test
  void a_cluster_built_anew_draws_the_same_and_another_rollout_does_not() {
    Set<UserId> users = users(new Random(2), 500);
    Share tenth = Share.ofPercent(10);

    assertThat(
            Sampling.of(new RolloutIdentity("cluster-2", "security", "office"), tenth).from(users))
        .isEqualTo(draw(tenth, users));
    assertThat(Sampling.of(new RolloutIdentity("cluster-1", "security", "shop"), tenth).from(users))
        .isNotEqualTo(draw(tenth, users));
  }

  @Test
  void a_larger_share_and_more_users_only_ever_add() {
    long seed = 20261124;
    Random random = new Random(seed);
    for (int world = 0; world < 500; world++) {
      Set<UserId> before = users(random, random.nextInt(200));
      Set<UserId> joined = users(random, random.nextInt(50));
      List<UserId> after = new ArrayList<>(before);
      joined.stream().filter(user -> !before.contains(user)).forEach(after::add);
      Collections.shuffle(after, random);
      Share small = new Share(random.nextInt(Share.WHOLE + 1));
      Share large =
          new Share(small.millionths() + random.nextInt(Share.WHOLE - small.millionths() + 1));

      Set<UserId> drawn = draw(small, before);
      assertThat(draw(large, before)).as("seed %d, world %d", seed, world).containsAll(drawn);
      Set<UserId> grown = new HashSet<>(draw(small, after));
      assertThat(grown).as("seed %d, world %d", seed, world).containsAll(drawn);
      // Whoever is new in it has just joined: for all others nothing has changed.
      grown.removeAll(drawn);
      assertThat(joined).as("seed %d, world %d", seed, world).containsAll(grown);
    }
  }

  @Test
  void a_share_of_many_is_met_closely() {
    long seed = 20261125;
    Set<UserId> users = users(new Random(seed), 50_000);

    // Five standard deviations of a draw of 5,000 in 50,000.
    assertThat(draw(Share.ofPercent(10), users).size()).as("seed %d", seed).isBetween(4665, 5335);
  }

  private static Set<UserId> draw(Share share, Collection<UserId> users) {
    return Sampling.of(OFFICE, share).from(users);
  }

  private static Set<UserId> users(Random random, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new UUID(random.nextLong(), random.nextLong()).toString())
        .map(UserId::new)
        .collect(Collectors.toSet());
  }
}
