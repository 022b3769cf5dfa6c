package dev.tokenprotection.simulator.tenant;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How the tenant behaves where the real service is slow, strict or inconsistent. All times run on
 * the tenant's clock, except the lifetime of tokens, which client libraries measure on theirs.
 *
 * @param delays from a write to its effect on sign-ins
 * @param staleness of reads
 * @param throttles requests allowed
 * @param signIns how the sign-in log is read
 * @param policies what the service makes of policies
 * @param tokens what the token service hands out
 */
public record TenantSettings(
    Delays delays,
    Staleness staleness,
    Throttles throttles,
    SignInReading signIns,
    PolicyStorage policies,
    Tokens tokens) {

  /** As the real service is documented and was seen to behave. */
  public static TenantSettings likeEntra() {
    return new TenantSettings(
        Delays.LIKE_ENTRA,
        Staleness.LIKE_ENTRA,
        Throttles.LIKE_ENTRA,
        SignInReading.LIKE_ENTRA,
        PolicyStorage.LIKE_ENTRA,
        Tokens.LIKE_ENTRA);
  }

  /** Without delay, stale reads and throttles; all else as in {@link #likeEntra()}. */
  public static TenantSettings immediate() {
    return likeEntra().with(Delays.NONE).with(Staleness.NONE).with(Throttles.NONE);
  }

  public TenantSettings with(Delays changed) {
    return new TenantSettings(changed, staleness, throttles, signIns, policies, tokens);
  }

  public TenantSettings with(Staleness changed) {
    return new TenantSettings(delays, changed, throttles, signIns, policies, tokens);
  }

  public TenantSettings with(Throttles changed) {
    return new TenantSettings(delays, staleness, changed, signIns, policies, tokens);
  }

  public TenantSettings with(SignInReading changed) {
    return new TenantSettings(delays, staleness, throttles, changed, policies, tokens);
  }

  public TenantSettings with(PolicyStorage changed) {
    return new TenantSettings(delays, staleness, throttles, signIns, changed, tokens);
  }

  public TenantSettings with(Tokens changed) {
    return new TenantSettings(delays, staleness, throttles, signIns, policies, changed);
  }

  /**
   * From a write to its effect on sign-ins. Source: Microsoft Entra, "Conditional Access: Users,
   * groups, agents, and workload identities" and "Continuous access evaluation", limitations on
   * group membership and policy update effective time.
   *
   * @param policy of a policy write
   * @param membership of a membership write
   * @param ofPolicy of a write to the policy with this id, where it differs
   */
  public record Delays(Duration policy, Duration membership, Map<String, Duration> ofPolicy) {
    static final Delays LIKE_ENTRA = new Delays(Duration.ofHours(2), Duration.ofHours(24));
    static final Delays NONE = new Delays(Duration.ZERO, Duration.ZERO);

    public Delays {
      ofPolicy = Map.copyOf(ofPolicy);
    }

    public Delays(Duration policy, Duration membership) {
      this(policy, membership, Map.of());
    }

    /** The same delays, except that writes to this policy take that long. */
    public Delays withPolicy(String policyId, Duration delay) {
      Map<String, Duration> all = new HashMap<>(ofPolicy);
      all.put(policyId, delay);
      return new Delays(policy, membership, all);
    }

    Duration ofPolicy(String policyId) {
      return ofPolicy.getOrDefault(policyId, policy);
    }
  }

  /**
   * How far reads are behind writes.
   *
   * @param createdHidden a GET by id answers 404 for that long after the create
   * @param listBehind a list shows what was stored that long ago
   * @param membersBehind the members of a group are shown as they were that long ago
   */
  public record Staleness(Duration createdHidden, Duration listBehind, Duration membersBehind) {
    static final Staleness LIKE_ENTRA =
        new Staleness(Duration.ofSeconds(2), Duration.ofSeconds(3), Duration.ofSeconds(3));
    static final Staleness NONE = new Staleness(Duration.ZERO, Duration.ZERO, Duration.ZERO);
  }

  /**
   * Source: Microsoft Graph, "Microsoft Graph service-specific throttling limits", sections
   * "Identity and access service limits" and "Identity and access reports service limits".
   *
   * @param conditionalAccess over all apps; its 429 has no Retry-After
   * @param signIns for each app
   * @param directory for each app, users and groups
   */
  public record Throttles(Limit conditionalAccess, Limit signIns, Limit directory) {
    static final Throttles LIKE_ENTRA =
        new Throttles(
            new Limit(1, Duration.ofSeconds(1)),
            new Limit(5, Duration.ofSeconds(10)),
            new Limit(3500, Duration.ofSeconds(10)));
    static final Throttles NONE = new Throttles(Limit.NONE, Limit.NONE, Limit.NONE);
  }

  /**
   * At most so many requests in any such time.
   *
   * @param requests a whole number, 1 or more
   * @param within length of the sliding window
   */
  public record Limit(int requests, Duration within) {
    public static final Limit NONE = new Limit(Integer.MAX_VALUE, Duration.ZERO);
  }

  /**
   * @param retention the floor of dates in filters, and of rows
   * @param largestPage no page has more rows than this, whatever {@code $top} says
   * @param skipTokenLifetime a skip token older than this is refused
   */
  public record SignInReading(Duration retention, int largestPage, Duration skipTokenLifetime) {
    static final SignInReading LIKE_ENTRA =
        new SignInReading(Duration.ofDays(30), 1000, Duration.ofHours(12));

    public SignInReading withLargestPage(int rows) {
      return new SignInReading(retention, rows, skipTokenLifetime);
    }

    public SignInReading withSkipTokenLifetime(Duration lifetime) {
      return new SignInReading(retention, largestPage, lifetime);
    }
  }

  /**
   * @param limit policies that fit into the tenant
   * @param description whether it is kept
   * @param unsetMembers how members without a value are answered
   * @param refusalText where the numbered text of a refusal is
   */
  public record PolicyStorage(
      int limit, Description description, UnsetMembers unsetMembers, RefusalText refusalText) {
    static final PolicyStorage LIKE_ENTRA =
        new PolicyStorage(240, Description.DROPPED, UnsetMembers.ECHOED, RefusalText.MESSAGE);

    public PolicyStorage withLimit(int newLimit) {
      return new PolicyStorage(newLimit, description, unsetMembers, refusalText);
    }

    public PolicyStorage with(Description changed) {
      return new PolicyStorage(limit, changed, unsetMembers, refusalText);
    }

    public PolicyStorage with(UnsetMembers changed) {
      return new PolicyStorage(limit, description, changed, refusalText);
    }

    public PolicyStorage with(RefusalText changed) {
      return new PolicyStorage(limit, description, unsetMembers, changed);
    }
  }

  /** Where the numbered text of a refusal ("1064: …") is; both were captured. */
  public enum RefusalText {
    /** In {@code error.message}. */
    MESSAGE,
    /** In {@code error.innerError.message}, below a general {@code error.message}. */
    INNER_ERROR
  }

  /** Graph's reference calls a policy's description "Not used", and captured answers lack it. */
  public enum Description {
    DROPPED,
    KEPT
  }

  /** Captured answers of the service differ in this. */
  public enum UnsetMembers {
    /** {@code "platforms": null}. */
    ECHOED,
    /** The member is absent. */
    DROPPED
  }

  /**
   * @param lifetime on the machine's clock
   * @param continuousAccess which tokens carry {@code xms_cc}
   */
  public record Tokens(Duration lifetime, ContinuousAccess continuousAccess) {
    static final Tokens LIKE_ENTRA =
        new Tokens(Duration.ofSeconds(3599), ContinuousAccess.AS_DECLARED);

    public Tokens withLifetime(Duration changed) {
      return new Tokens(changed, continuousAccess);
    }

    public Tokens with(ContinuousAccess changed) {
      return new Tokens(lifetime, changed);
    }
  }

  /**
   * Which tokens say that their client can handle claims challenges ({@code xms_cc: ["cp1"]}).
   * Source: Microsoft identity platform, "Claims challenges, claims requests, and client
   * capabilities".
   */
  public enum ContinuousAccess {
    /** Those that were asked for with that capability. */
    AS_DECLARED,
    NEVER
  }
}
