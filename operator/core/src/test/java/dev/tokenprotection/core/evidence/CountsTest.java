package dev.tokenprotection.core.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.model.Application;
import java.util.Arrays;
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
    DenseCounts dense = new DenseCounts(10);
    int[] plain = new int[2_500];
    for (int i = 0; i < 20_000; i++) {
      int number = random.nextInt(50) * random.nextInt(50);
      int amount = random.nextInt(100) == 0 ? random.nextInt(100_000) : 1;
      dense.add(number, amount);
      plain[number] += amount;
    }
    int[] sums = new int[plain.length];
    dense.addTo(sums);
    assertThat(sums).as("seed %d", SEED).isEqualTo(plain);

    DenseCounts doubled = new DenseCounts(0);
    doubled.addAll(dense);
    doubled.addAll(dense);
    doubled.addTo(sums);
    assertThat(sums)
        .as("seed %d", SEED)
        .isEqualTo(Arrays.stream(plain).map(count -> 3 * count).toArray());
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
      RowClass outcome =
          random.nextBoolean()
              ? new RowClass.Unbound(random.nextInt(2000))
              : new RowClass.Unreadable(
                  UnreadableReason.values()[random.nextInt(UnreadableReason.values().length)]);
      AdverseSignIn signIn =
          new AdverseSignIn(
              random.nextInt(Integer.MAX_VALUE),
              ApplicationBits.of(applications),
              OutcomeBits.of(outcome));

      assertThat(AdverseSignIn.unpack(signIn.packed())).as("seed %d", SEED).isEqualTo(signIn);
      assertThat(signIn.outcomeClass()).isEqualTo(outcome);
      assertThat(signIn.packed()).isPositive();
      for (Application application : Application.values()) {
        assertThat(signIn.isFor(application)).isEqualTo(applications.contains(application));
      }
    }
  }

  @Test
  void a_code_out_of_all_bounds_is_no_known_reason() {
    for (int code : new int[] {70_000, -1}) {
      assertThat(OutcomeBits.outcome(OutcomeBits.of(new RowClass.Unbound(code))))
          .isEqualTo(new RowClass.Unbound(0));
    }
  }

  @Test
  void ids_that_are_no_guids_are_told_apart_too() {
    assertThat(CompactId.of("6f0a1b2c-0000-4000-8000-000000000001"))
        .isEqualTo(CompactId.of("6F0A1B2C-0000-4000-8000-000000000001"))
        .isNotEqualTo(CompactId.of("6f0a1b2c-0000-4000-8000-000000000002"));
    assertThat(CompactId.of("row-1")).isEqualTo(CompactId.of("row-1"));
    assertThat(CompactId.of("row-1")).isNotEqualTo(CompactId.of("row-2"));
    String longAsAGuid = "no-guid-but-of-the-length-of-one-123";
    assertThat(CompactId.of(longAsAGuid)).isNotEqualTo(CompactId.of(longAsAGuid.replace('1', '2')));
  }

  @Test
  void beyond_a_limit_clients_are_counted_together() {
    ClientNames names = new ClientNames();
    for (int i = 0; i < ClientNames.LIMIT; i++) {
      names.numberOf(new ClientApplication("client-" + i, ""));
    }
    int number = names.numberOf(new ClientApplication("one-too-many", "Late"));
    assertThat(names.client(number).displayName()).isEqualTo("other clients");
    assertThat(names.client(names.numberOf(new ClientApplication("client-7", ""))).appId())
        .isEqualTo("client-7");
  }

  @Test
  void of_several_names_of_a_client_the_first_in_the_alphabet_is_kept() {
    ClientNames names = new ClientNames();
    int number = names.numberOf(new ClientApplication("id", ""));
    assertThat(names.numberOf(new ClientApplication("id", "Outlook"))).isEqualTo(number);
    names.numberOf(new ClientApplication("ID", "Courrier"));
    names.numberOf(new ClientApplication("id", ""));
    assertThat(names.client(number).displayName()).isEqualTo("Courrier");
  }
}
