package dev.tokenprotection.core.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.model.Application;
import dev.tokenprotection.core.model.Profile;
import dev.tokenprotection.core.model.UserId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What the evidence of one rollout takes on the heap: at most 16 MB for 10 million sign-ins of
 * 200,000 users in 30 days, read as the operator reads them. The test counts a fiftieth of that;
 * {@code -Devidence.share=1} counts all of it in half a minute.
 */
class EvidenceSizeTest {
  private static final long SEED = 20261125;
  private static final int SHARE = Integer.getInteger("evidence.share", 50);
  private static final int USERS = 200_000 / SHARE;
  private static final int SIGN_INS = 10_000_000 / SHARE;
  private static final long BUDGET = 16_000_000 / SHARE;

  /** What does not grow with users or sign-ins. */
  private static final long FIXED = 50_000;

  private static final Duration LATENESS = Duration.ofHours(7);
  private static final Duration READING = Duration.ofMinutes(15);
  private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
  private static final Duration LENGTH = Duration.ofDays(30);

  /** The caller holds the cohort, which holds the ids of its members. */
  private static final Set<Class<?>> HELD_ELSEWHERE = Set.of(Cohort.class, UserId.class);

  private final Random random = new Random(SEED);
  private final List<UserId> users =
      IntStream.range(0, USERS).mapToObj(EvidenceSizeTest::user).toList();

  @Test
  void the_evidence_of_a_large_rollout_stays_within_its_budget() {
    EvidenceLedger ledger =
        new EvidenceLedger(
            scope(),
            new EvidencePeriod(START, Duration.ofDays(7)),
            Cohort.settled(users),
            LATENESS);
    Instant read = START;
    for (int signIn = 0; signIn < SIGN_INS; signIn++) {
      Instant at = START.plusMillis(LENGTH.toMillis() * signIn / SIGN_INS);
      if (at.isAfter(read.plus(READING))) {
        read = at;
        ledger.readUpTo(read);
      }
      ledger.add(row(at));
    }
    long bytes = RetainedSize.of(ledger, HELD_ELSEWHERE);

    System.out.printf("evidence of %,d sign-ins of %,d users: %,d bytes%n", SIGN_INS, USERS, bytes);
    assertThat(bytes).as("seed %d", SEED).isLessThan(BUDGET + FIXED);
    assertThat(ledger.upTo(START.plus(LENGTH)).all().total().signIns()).isEqualTo(SIGN_INS);
  }

  private static EvidenceScope scope() {
    return new EvidenceScope(
        Profile.WINDOWS_NATIVE,
        Set.of(
            Application.EXCHANGE_ONLINE,
            Application.SHAREPOINT_ONLINE,
            Application.MICROSOFT_TEAMS),
        RowBuilder.OBSERVE,
        RowBuilder.ENFORCED,
        GuestRule.SET_ASIDE,
        Metric.ALLOWED);
  }

  private SignInRow row(Instant at) {
    double activity = random.nextDouble();
    int user = (int) (activity * activity * USERS);
    int client = random.nextInt(20);
    RowBuilder row =
        switch (user % 50) {
          case 0 -> RowBuilder.unboundRow(1002);
          case 1 -> client == 0 ? RowBuilder.unboundRow(1008) : RowBuilder.boundRow();
          default -> RowBuilder.boundRow();
        };
    switch (random.nextInt(3)) {
      case 0 -> row.applications(Application.EXCHANGE_ONLINE);
      case 1 -> row.applications(Application.SHAREPOINT_ONLINE);
      default ->
          row.applications(
              Application.MICROSOFT_TEAMS,
              Application.EXCHANGE_ONLINE,
              Application.SHAREPOINT_ONLINE);
    }
    return row.id(guid())
        .correlation(guid())
        .at(at)
        .user(new SignInUser.Member(users.get(user)))
        .client("client-" + client, "Client " + client)
        .build();
  }

  private static UserId user(int number) {
    return new UserId(
        UUID.nameUUIDFromBytes(Integer.toString(number).getBytes(StandardCharsets.UTF_8))
            .toString());
  }

  private String guid() {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }
}
