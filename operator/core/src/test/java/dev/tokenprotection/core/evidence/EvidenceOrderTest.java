package dev.tokenprotection.core.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.model.Application;
import dev.tokenprotection.core.model.Profile;
import dev.tokenprotection.core.model.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Counts do not depend on when rows arrive: random logs against the plainest way of counting. */
class EvidenceOrderTest {
  private static final long SEED = 20261124;
  private static final int WORLDS = 30;
  private static final Duration LATENESS = Duration.ofHours(8);
  private static final Instant START = Instant.parse("2026-11-01T10:20:30Z");
  private static final Duration LENGTH = Duration.ofDays(12);
  private static final List<String> USERS = List.of("ada", "bob", "cy", "di", "eve", "outsider");

  private record Arrival(SignInRow row, Instant at) {}

  @ParameterizedTest
  @EnumSource(Profile.class)
  void late_repeated_and_shuffled_rows_give_the_counts_of_all_rows_in_order(Profile profile) {
    for (int world = 0; world < WORLDS; world++) {
      long seed = SEED + world;
      Random random = new Random(seed);
      EvidenceScope scope = randomScope(profile, random);
      EvidencePeriod period = new EvidencePeriod(START, Duration.ofHours(20 + random.nextInt(150)));
      Cohort cohort = randomCohort(random);
      List<Arrival> arrivals = randomArrivals(random);
      EvidenceLedger ledger = new EvidenceLedger(scope, period, cohort, LATENESS);
      PlainCount plain = new PlainCount(scope, period, cohort);

      List<SignInRow> arrived = new ArrayList<>();
      Instant now = START;
      while (now.isBefore(START.plus(LENGTH).plus(LATENESS))) {
        Instant before = now;
        now = now.plus(Duration.ofMinutes(1 + random.nextInt(random.nextBoolean() ? 20 : 60 * 60)));
        Instant until = now;
        List<SignInRow> batch = new ArrayList<>();
        arrivals.stream()
            .filter(arrival -> arrival.at().isAfter(before) && !arrival.at().isAfter(until))
            .forEach(arrival -> batch.add(arrival.row()));
        arrived.addAll(batch);
        IntStream.range(0, arrived.isEmpty() ? 0 : 5)
            .forEach(_ -> batch.add(arrived.get(random.nextInt(arrived.size()))));
        Collections.shuffle(batch, random);
        batch.forEach(ledger::add);

        Instant end = now.minus(Duration.ofMinutes(random.nextInt(60)));
        assertThat(ledger.upTo(end))
            .as("seed %d, evidence up to %s", seed, end)
            .isEqualTo(plain.evidence(arrived, end));
      }
    }
  }

  @Test
  void any_order_of_the_same_rows_gives_equal_evidence() {
    Random random = new Random(SEED);
    EvidenceScope scope = randomScope(Profile.WINDOWS_NATIVE, random);
    EvidencePeriod period = new EvidencePeriod(START, Duration.ofDays(7));
    Cohort cohort = randomCohort(random);
    List<SignInRow> rows = new ArrayList<>();
    randomArrivals(random).forEach(arrival -> rows.add(arrival.row()));
    Instant end = START.plus(LENGTH);
    Evidence inOrder = new PlainCount(scope, period, cohort).evidence(rows, end);
    for (int shuffle = 0; shuffle < 50; shuffle++) {
      Collections.shuffle(rows, random);
      EvidenceLedger ledger = new EvidenceLedger(scope, period, cohort, LATENESS);
      rows.forEach(ledger::add);
      assertThat(ledger.upTo(end)).as("seed %d, shuffle %d", SEED, shuffle).isEqualTo(inOrder);
    }
  }

  private static EvidenceScope randomScope(Profile profile, Random random) {
    return new EvidenceScope(
        profile,
        Set.of(Application.EXCHANGE_ONLINE, Application.MICROSOFT_TEAMS),
        RowBuilder.OBSERVE,
        RowBuilder.ENFORCED,
        GuestRule.values()[random.nextInt(2)],
        Metric.values()[random.nextInt(2)]);
  }

  private static Cohort randomCohort(Random random) {
    Map<UserId, Instant> joined = new HashMap<>();
    for (String user : USERS.subList(0, USERS.size() - 1)) {
      boolean isNew = random.nextInt(4) == 0;
      joined.put(
          new UserId(user),
          isNew ? START.plus(Duration.ofHours(random.nextInt(200))) : Instant.MIN);
    }
    return Cohort.of(joined, Duration.ofHours(24));
  }

  private static List<Arrival> randomArrivals(Random random) {
    List<Arrival> arrivals = new ArrayList<>();
    int bursts = 10 + random.nextInt(40);
    for (int burst = 0; burst < bursts; burst++) {
      Instant first = START.minus(Duration.ofHours(5)).plusMillis(randomMillis(random, LENGTH));
      int rows = 1 + random.nextInt(8);
      for (int i = 0; i < rows; i++) {
        Instant created = first.plusMillis(randomMillis(random, Duration.ofMinutes(25)));
        SignInRow row = randomRow(random, created);
        arrivals.add(new Arrival(row, created.plusMillis(randomMillis(random, LATENESS))));
      }
    }
    return arrivals;
  }

  private static SignInRow randomRow(Random random, Instant created) {
    RowBuilder row =
        switch (random.nextInt(8)) {
          case 0 -> RowBuilder.unboundRow(randomCode(random));
          case 1 -> RowBuilder.interruptedRow();
          case 2 -> RowBuilder.unreadableRow();
          case 3 -> RowBuilder.unrelatedRow();
          case 4 -> RowBuilder.boundRow().details(BindingStatus.NONE, 1002);
          default -> RowBuilder.boundRow();
        };
    int client = random.nextInt(3);
    row.at(created)
        .correlation(random.nextInt(5) == 0 ? "" : "c" + random.nextInt(3))
        .client("client-" + client, "Client " + client)
        .operatingSystem(random.nextBoolean() ? "Windows10" : "Android");
    switch (random.nextInt(4)) {
      case 0 -> row.applications(Application.MICROSOFT_TEAMS, Application.EXCHANGE_ONLINE);
      case 1 -> row.audiences("elsewhere");
      default -> {}
    }
    UserId user = new UserId(USERS.get(random.nextInt(USERS.size())));
    switch (random.nextInt(20)) {
      case 0 -> row.user(new SignInUser.Unidentified());
      case 1 -> row.user(new SignInUser.Guest(user));
      default -> row.user(new SignInUser.Member(user));
    }
    switch (random.nextInt(20)) {
      case 0 -> row.issuer(TokenIssuer.BACKUP);
      case 1 -> row.error(53003);
      case 2 -> row.noPolicies();
      default -> {}
    }
    return row.build();
  }

  private static int randomCode(Random random) {
    int[] codes = {0, 1002, 1003, 1004, 1008};
    return codes[random.nextInt(codes.length)];
  }

  private static long randomMillis(Random random, Duration below) {
    return (long) (random.nextDouble() * below.toMillis());
  }
}
