package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.api.v1alpha1.ApplyPolicy;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRollout;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRolloutStatus;
import dev.tokenprotection.api.v1alpha1.WindowStatus;
import dev.tokenprotection.core.desired.DesiredMembers;
import dev.tokenprotection.core.desired.Scope;
import dev.tokenprotection.core.desired.Widening;
import dev.tokenprotection.core.guard.BreakGlassRemoval;
import dev.tokenprotection.core.guard.BreakGlassVerification;
import dev.tokenprotection.core.guard.Preflight;
import dev.tokenprotection.core.model.BreakGlass;
import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.GroupReference;
import dev.tokenprotection.core.model.ObservedPolicy;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.model.Resolved;
import dev.tokenprotection.core.model.RolloutIdentity;
import dev.tokenprotection.core.plan.Adoption;
import dev.tokenprotection.core.plan.ObservedState;
import dev.tokenprotection.core.preflight.Checked;
import dev.tokenprotection.core.preflight.Checklist;
import dev.tokenprotection.core.stage.Approvals;
import dev.tokenprotection.core.stage.Decision;
import dev.tokenprotection.core.stage.Hand;
import dev.tokenprotection.core.stage.Hold;
import dev.tokenprotection.core.stage.StageEdit;
import dev.tokenprotection.core.stage.StageMachine;
import dev.tokenprotection.core.stage.Window;
import dev.tokenprotection.kubernetes.condition.Trouble;
import dev.tokenprotection.kubernetes.event.EventReason;
import dev.tokenprotection.kubernetes.mapping.RolloutMapping;
import dev.tokenprotection.kubernetes.mapping.Wanted;
import dev.tokenprotection.kubernetes.status.ScopeMapping;
import dev.tokenprotection.kubernetes.tenant.SharedTenant;
import dev.tokenprotection.kubernetes.tenant.TenantFacts;
import dev.tokenprotection.kubernetes.tenant.TenantOrders;
import dev.tokenprotection.kubernetes.tenant.TenantView;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that one look at a rollout knows: the working memory that its phases share. Belongs to one
 * thread and ends with the look.
 */
final class RolloutScope {
  private final ResourceID id;
  private final RolloutIdentity identity;
  private final Instant now;
  private final Memory memory;
  private TokenProtectionRollout resource;
  private TokenProtectionRolloutStatus toldOf;

  // Found by the phases, in this order; what an earlier phase finds a later one may rely on.
  private Hand hand = new Hand.None();
  private TenantOrders orders = TenantOrders.NONE;
  private List<Hold.EmergencyStop> stops = List.of();
  private Window window = Window.ALWAYS_OPEN;
  private WindowStatus windowStatus;
  private Approvals approvals = Approvals.NONE;
  private Optional<OpenRequest> request = Optional.empty();
  private Wanted wanted;
  private StageMachine machine;
  private StageEdit stageEdit = new StageEdit.None();
  private SharedTenant tenant;
  private BreakGlass breakGlass;
  private BreakGlassRemoval removal = BreakGlassRemoval.NONE;
  private TenantFacts facts;
  private BreakGlassVerification verification;
  private final Map<GroupReference, GroupId> groups = new HashMap<>();
  private final List<Trouble> unresolvedGroups = new ArrayList<>();
  private final List<Trouble> unresolvedMembers = new ArrayList<>();
  private List<Trouble> lostGroups = List.of();
  private DesiredMembers members = DesiredMembers.UNKNOWN;
  private ObservedState observed = new ObservedState(Map.of(), Map.of());
  private boolean hasObserved;
  private List<ObservedPolicy> listed = List.of();
  private final Set<PolicyId> notRestorable = new HashSet<>();
  private Adoption adoption = new Adoption.None();
  private Checklist checklist = Checklist.EMPTY;
  private boolean takesOver;
  private Planned planned = Planned.NOTHING;
  private String driftAuthor;
  private Optional<Widening> widening = Optional.empty();
  private Judged judged = Judged.NOTHING;
  private Decision decision;
  private Trouble trouble;
  private final List<News> news = new ArrayList<>();

  /** Something to tell people. */
  record News(EventReason reason, String message) {}

  RolloutScope(TokenProtectionRollout resource, String installation, Instant now) {
    this.id = ResourceID.fromResource(resource);
    this.identity = RolloutMapping.identity(resource, installation);
    this.now = now;
    this.memory = new Memory(resource.getStatus());
    this.resource = resource;
    this.toldOf = resource.getStatus();
  }

  ResourceID id() {
    return id;
  }

  RolloutIdentity identity() {
    return identity;
  }

  /** The time of the look, in whole seconds: all that it decides was decided then. */
  Instant now() {
    return now;
  }

  Memory memory() {
    return memory;
  }

  /** The resource, in the version that was read or written last. */
  TokenProtectionRollout resource() {
    return resource;
  }

  void resource(TokenProtectionRollout written) {
    resource = written;
  }

  /** The status that people were last told of; null when there was none. */
  TokenProtectionRolloutStatus toldOf() {
    return toldOf;
  }

  void toldOf(TokenProtectionRolloutStatus told) {
    toldOf = told;
  }

  Hand hand() {
    return hand;
  }

  void hand(Hand found) {
    hand = found;
  }

  /** What is asked of all rollouts of the tenant. */
  TenantOrders orders() {
    return orders;
  }

  void orders(TenantOrders found) {
    orders = found;
  }

  /** The emergency stops that are asked for; empty for none. */
  List<Hold.EmergencyStop> stops() {
    return stops;
  }

  void stops(List<Hold.EmergencyStop> found) {
    stops = List.copyOf(found);
  }

  /** Whether promotions are let through now. */
  Window window() {
    return window;
  }

  void window(Window found, WindowStatus told) {
    window = found;
    windowStatus = told;
  }

  /** The same as status tells it; null without promotion windows. */
  WindowStatus windowStatus() {
    return windowStatus;
  }

  /** Who approved that the present stage is left. */
  Approvals approvals() {
    return approvals;
  }

  void approvals(Approvals found) {
    approvals = found;
  }

  /** What people are asked to approve; empty when nothing is, or that is not known yet. */
  Optional<OpenRequest> request() {
    return request;
  }

  void request(Optional<OpenRequest> open) {
    request = open;
  }

  Wanted wanted() {
    return wanted;
  }

  StageMachine machine() {
    return machine;
  }

  void wanted(Wanted mapped) {
    wanted = mapped;
    machine = new StageMachine(mapped.rollout(), mapped.rules());
  }

  /** What was done to stages that were reached, until it is known where the rollout goes on. */
  StageEdit stageEdit() {
    return stageEdit;
  }

  void stageEdit(StageEdit found) {
    stageEdit = found;
  }

  /** Whether the spec could be read, so that {@link #wanted} may be asked. */
  boolean isMapped() {
    return wanted != null;
  }

  /** Whether nothing may be written, whatever the spec says otherwise (spec.applyPolicy). */
  boolean onlyLooksOn() {
    return resource.getSpec() != null && resource.getSpec().applyPolicy() == ApplyPolicy.OBSERVE;
  }

  SharedTenant tenant() {
    return tenant;
  }

  BreakGlass breakGlass() {
    return breakGlass;
  }

  TenantFacts facts() {
    return facts;
  }

  void tenant(TenantView.Usable usable) {
    tenant = usable.shared();
    breakGlass = usable.declared();
    removal = usable.removal();
    facts = usable.facts();
    verification = usable.facts().breakGlass();
  }

  /** Emergency access accounts that are declared no more, without a confirmation. */
  BreakGlassRemoval removal() {
    return removal;
  }

  /** Whether the emergency access accounts would get anybody in, as it was found last. */
  BreakGlassVerification verification() {
    return verification;
  }

  void verification(BreakGlassVerification found) {
    verification = found;
  }

  void resolved(GroupReference reference, GroupId group) {
    groups.put(reference, group);
  }

  /** The ids behind names, as far as they are known. */
  Resolved resolved() {
    return new Resolved(groups, observed.managedGroupIds());
  }

  /** Why groups of the spec could not be resolved. */
  List<Trouble> unresolvedGroups() {
    return unresolvedGroups;
  }

  /** Why the members of managed groups are not known. */
  List<Trouble> unresolvedMembers() {
    return unresolvedMembers;
  }

  /** Which managed groups were deleted while they are enforced, and what to do about it. */
  List<Trouble> lostGroups() {
    return lostGroups;
  }

  void lostGroups(List<Trouble> found) {
    lostGroups = List.copyOf(found);
  }

  DesiredMembers members() {
    return members;
  }

  void members(DesiredMembers found) {
    members = found;
  }

  ObservedState observed() {
    return observed;
  }

  void observed(ObservedState found) {
    observed = found;
    hasObserved = true;
  }

  /** Every policy of the tenant, those of others too. */
  List<ObservedPolicy> listed() {
    return listed;
  }

  void listed(List<ObservedPolicy> all) {
    listed = List.copyOf(all);
  }

  /** Whether the service may be asked to restore a deleted policy: it has not refused to yet. */
  boolean isRestorable(PolicyId id) {
    return !notRestorable.contains(id);
  }

  void notRestorable(PolicyId id) {
    notRestorable.add(id);
  }

  /** Which policies that are nobody's are taken over. */
  Adoption adoption() {
    return adoption;
  }

  void adoption(Adoption found) {
    adoption = found;
  }

  /** Whether the look got as far as to read the tenant. */
  boolean hasObserved() {
    return hasObserved;
  }

  /** Whether the look takes something over from another installation. */
  boolean takesOver() {
    return takesOver;
  }

  void takesOver(boolean found) {
    takesOver = found;
  }

  /** The name of a stage of the spec. */
  String stageName(int stage) {
    var stages = resource.getSpec().stages();
    return stages.get(Math.min(stage, stages.size() - 1)).name();
  }

  /** The checks of what should hold before anything is enforced, as far as they were made. */
  Checklist checklist() {
    return checklist;
  }

  /** Notes results of checks, in place of earlier ones. */
  void checked(Checked... results) {
    checklist = checklist.with(List.of(results));
  }

  /** What keeps enforcement away. */
  Preflight preflight() {
    return checklist.preflight();
  }

  /** The scope that has passed a gate. */
  Scope passed() {
    return ScopeMapping.passed(memory.passed().orElse(null));
  }

  Planned planned() {
    return planned;
  }

  void planned(Planned made) {
    planned = made;
  }

  /** Who probably made the drift of this look, in a sentence; empty while nobody has asked. */
  Optional<String> driftAuthor() {
    return Optional.ofNullable(driftAuthor);
  }

  void driftAuthor(String found) {
    driftAuthor = found;
  }

  /** What is wanted enforced beyond what has passed; empty when nothing is. */
  Optional<Widening> widening() {
    return widening;
  }

  void widening(Optional<Widening> found) {
    widening = found;
  }

  Judged judged() {
    return judged;
  }

  void judged(Judged made) {
    judged = made;
  }

  /** What was decided; empty when the look did not get so far. */
  Optional<Decision> decision() {
    return Optional.ofNullable(decision);
  }

  void decision(Decision made) {
    decision = made;
  }

  /** Notes what people are told once it is recorded. */
  void tell(EventReason reason, String message) {
    news.add(new News(reason, message));
  }

  /** What people are to be told; nothing is left to tell afterwards. */
  List<News> takeNews() {
    List<News> taken = List.copyOf(news);
    news.clear();
    return taken;
  }

  /** Why the look ended early, or a write failed; empty when all went well. */
  Optional<Trouble> trouble() {
    return Optional.ofNullable(trouble);
  }

  void trouble(Trouble found) {
    trouble = found;
  }

  /** What people are told before all else: why the look ended early, or what was lost in Entra. */
  Optional<Trouble> gravestTrouble() {
    return trouble().or(() -> lostGroups.stream().findFirst());
  }
}
