package dev.tokenprotection.simulator.tenant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** One Entra tenant. Thread-safe. */
public final class Tenant {
  private final String id;
  private final InstantSource clock;
  private final Ledger ledger;
  private final Directory directory;
  private final Memberships memberships;
  private final Policies policies;
  private final AppRegistrations apps;
  private final DirectoryAudits audits;
  private final AtomicLong servedSignIns = new AtomicLong();
  private volatile TenantSettings settings;
  private volatile SignInLog signInLog = new StoredSignIns();
  private volatile WhatIf whatIf = this::notEnoughInformation;
  private volatile List<ObjectNode> subscribedSkus = List.of();
  private volatile boolean securityDefaultsEnabled;

  /**
   * An empty tenant without a licence.
   *
   * @param id the tenant id, a GUID
   * @param clock its time; may run fast
   */
  public Tenant(String id, InstantSource clock, TenantSettings settings) {
    this.id = id;
    this.clock = clock;
    this.settings = settings;
    this.ledger = new Ledger(clock);
    this.memberships = new Memberships(ledger);
    this.directory = new Directory(ledger, memberships);
    this.policies = new Policies(ledger);
    this.apps = new AppRegistrations(ledger);
    this.audits = new DirectoryAudits(ledger);
  }

  public String id() {
    return id;
  }

  public Instant now() {
    return clock.instant();
  }

  public InstantSource clock() {
    return clock;
  }

  public TenantSettings settings() {
    return settings;
  }

  /** Takes effect with the next request; writes already made keep the delay they were made with. */
  public void settings(TenantSettings changed) {
    settings = changed;
  }

  public Directory directory() {
    return directory;
  }

  public Memberships memberships() {
    return memberships;
  }

  public Policies policies() {
    return policies;
  }

  public AppRegistrations apps() {
    return apps;
  }

  public DirectoryAudits audits() {
    return audits;
  }

  public SignInLog signInLog() {
    return signInLog;
  }

  public void signInLog(SignInLog log) {
    signInLog = log;
  }

  /** How many rows of the sign-in log were answered so far, each as often as it was. */
  public long servedSignIns() {
    return servedSignIns.get();
  }

  /** Rows of the sign-in log were answered. */
  public void servedSignIns(int rows) {
    servedSignIns.addAndGet(rows);
  }

  /** Answers What-If questions; by default that no policy applies, for lack of information. */
  public WhatIf whatIf() {
    return whatIf;
  }

  public void whatIf(WhatIf changed) {
    whatIf = changed;
  }

  /** The licences. Source: Graph, "subscribedSku resource type". */
  public List<ObjectNode> subscribedSkus() {
    return subscribedSkus;
  }

  public void subscribedSkus(List<ObjectNode> skus) {
    subscribedSkus = List.copyOf(skus);
  }

  public boolean securityDefaultsEnabled() {
    return securityDefaultsEnabled;
  }

  public void securityDefaultsEnabled(boolean enabled) {
    securityDefaultsEnabled = enabled;
  }

  /**
   * The policies that a sign-in at that time is judged by, oldest first: each in the version whose
   * write had become effective by then. The same list instance comes back as long as the answer is
   * the same, so that callers may keep what they compiled from it.
   */
  public List<ObjectNode> policiesEffectiveAt(Instant then) {
    return policies.effectiveAt(then);
  }

  /**
   * The groups that a sign-in at that time finds the user in, directly or through nested groups:
   * each membership in the version that had become effective by then.
   */
  public Set<String> transitiveGroupsOf(String userId, Instant then) {
    return memberships.transitiveGroupsOf(userId, then);
  }

  /** By object id. */
  public Optional<User> user(String userId) {
    return directory.user(userId);
  }

  /** By object id. */
  public Optional<Device> device(String objectId) {
    return directory.device(objectId);
  }

  /** The devices that a user is a registered owner of. */
  public List<Device> devicesOf(String userId) {
    return directory.devicesOf(userId);
  }

  /** Creates or replaces a policy with the delay that the settings ask for. */
  public void writePolicy(ObjectNode policy) {
    policies.put(policy, settings.delays().ofPolicy(policy.path("id").textValue()));
  }

  /** Deletes a policy with the delay that the settings ask for. */
  public void deletePolicy(String policyId) {
    policies.delete(policyId, settings.delays().ofPolicy(policyId));
  }

  /** Adds a member with the delay that the settings ask for. */
  public void addMember(String groupId, String memberId) {
    memberships.add(groupId, memberId, settings.delays().membership());
  }

  /** Removes a member with the delay that the settings ask for. */
  public void removeMember(String groupId, String memberId) {
    memberships.remove(groupId, memberId, settings.delays().membership());
  }

  /** Does all of it with nobody else reading or writing the tenant; may be nested. */
  public <R> R atomically(Supplier<R> work) {
    return ledger.locked(work);
  }

  /** The policies and groups as they are stored now. */
  public TenantSnapshot snapshot() {
    return new TenantSnapshot(this, ledger.lastOrder());
  }

  private List<WhatIf.Verdict> notEnoughInformation(WhatIf.Question question) {
    return policies.all().stream()
        .map(p -> new WhatIf.Verdict(p.path("id").asText(), List.of("notEnoughInformation")))
        .toList();
  }
}
