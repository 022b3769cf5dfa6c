package dev.tokenprotection.entra.policy;

import com.microsoft.graph.models.ConditionalAccessApplications;
import com.microsoft.graph.models.ConditionalAccessClientApp;
import com.microsoft.graph.models.ConditionalAccessConditionSet;
import com.microsoft.graph.models.ConditionalAccessDevicePlatform;
import com.microsoft.graph.models.ConditionalAccessDevices;
import com.microsoft.graph.models.ConditionalAccessFilter;
import com.microsoft.graph.models.ConditionalAccessPlatforms;
import com.microsoft.graph.models.ConditionalAccessPolicy;
import com.microsoft.graph.models.ConditionalAccessPolicyState;
import com.microsoft.graph.models.ConditionalAccessSessionControls;
import com.microsoft.graph.models.ConditionalAccessUsers;
import com.microsoft.graph.models.FilterMode;
import com.microsoft.graph.models.SecureSignInSessionControl;
import com.microsoft.kiota.store.BackedModel;
import dev.tokenprotection.core.model.DeviceFilter;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyField;
import dev.tokenprotection.core.model.PolicyState;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * The body of a write, with the named fields and nothing else: a member that is left out keeps its
 * value, a list is replaced whole. Source: Microsoft Graph v1.0 reference, "Update
 * conditionalAccessPolicy".
 */
final class PolicyBody {
  private final PolicyContent content;
  private final ConditionalAccessPolicy policy = bare(new ConditionalAccessPolicy());

  private PolicyBody(PolicyContent content) {
    this.content = content;
  }

  /** A new policy; what is empty is left out. */
  static ConditionalAccessPolicy creating(PolicyContent content) {
    EnumSet<PolicyField> fields = EnumSet.noneOf(PolicyField.class);
    for (PolicyField field : PolicyField.values()) {
      if (!isEmpty(field.of(content))) {
        fields.add(field);
      }
    }
    return writing(fields, content);
  }

  /** The fields {@code fields} of {@code content}. */
  static ConditionalAccessPolicy writing(Set<PolicyField> fields, PolicyContent content) {
    PolicyBody body = new PolicyBody(content);
    fields.forEach(body::write);
    return body.policy;
  }

  /** The state alone. */
  static ConditionalAccessPolicy inState(PolicyState state) {
    ConditionalAccessPolicy policy = bare(new ConditionalAccessPolicy());
    policy.setState(ConditionalAccessPolicyState.forValue(state.graphName()));
    return policy;
  }

  private static boolean isEmpty(Object value) {
    return value instanceof Collection<?> collection && collection.isEmpty()
        || value == PolicyContent.Guests.COVERED
        || DeviceFilter.NONE.equals(value);
  }

  private void write(PolicyField field) {
    switch (field) {
      case DISPLAY_NAME -> policy.setDisplayName(content.displayName());
      case STATE ->
          policy.setState(ConditionalAccessPolicyState.forValue(content.state().graphName()));
      case INCLUDE_USERS -> users().setIncludeUsers(List.copyOf(content.includeUsers()));
      case INCLUDE_GROUPS -> users().setIncludeGroups(texts(content.includeGroups()));
      case EXCLUDE_USERS -> users().setExcludeUsers(texts(content.excludeUsers()));
      case EXCLUDE_GROUPS -> users().setExcludeGroups(texts(content.excludeGroups()));
      case EXCLUDE_GUESTS -> writeGuests();
      case APPLICATIONS -> writeApplications();
      case PLATFORMS -> writePlatforms();
      case CLIENT_APP_TYPES ->
          conditions()
              .setClientAppTypes(
                  known(content.clientAppTypes(), ConditionalAccessClientApp::forValue));
      case DEVICE_FILTER -> writeDeviceFilter();
      case TOKEN_PROTECTION -> writeTokenProtection();
    }
  }

  private void writeGuests() {
    switch (content.guests()) {
      case EXCLUDED -> users().setExcludeGuestsOrExternalUsers(GuestKinds.condition());
      case COVERED -> users().setExcludeGuestsOrExternalUsers(null);
    }
  }

  private void writeApplications() {
    ConditionalAccessApplications applications = bare(new ConditionalAccessApplications());
    applications.setIncludeApplications(List.copyOf(content.applications()));
    conditions().setApplications(applications);
  }

  private void writePlatforms() {
    ConditionalAccessPlatforms platforms = bare(new ConditionalAccessPlatforms());
    platforms.setIncludePlatforms(
        known(content.platforms(), ConditionalAccessDevicePlatform::forValue));
    conditions().setPlatforms(platforms);
  }

  private void writeDeviceFilter() {
    if (content.deviceFilter().isEmpty()) {
      conditions().setDevices(null);
      return;
    }
    ConditionalAccessFilter filter = bare(new ConditionalAccessFilter());
    filter.setMode(FilterMode.Exclude);
    filter.setRule(content.deviceFilter().excludeRule());
    ConditionalAccessDevices devices = bare(new ConditionalAccessDevices());
    devices.setDeviceFilter(filter);
    conditions().setDevices(devices);
  }

  /** Only ever on: the service may break a policy when the control is sent as false or null. */
  private void writeTokenProtection() {
    switch (content.tokenProtection()) {
      case REQUIRED -> {
        SecureSignInSessionControl control = bare(new SecureSignInSessionControl());
        control.setIsEnabled(true);
        ConditionalAccessSessionControls controls = bare(new ConditionalAccessSessionControls());
        controls.setSecureSignInSession(control);
        policy.setSessionControls(controls);
      }
      case ABSENT ->
          throw new IllegalArgumentException("token protection is never switched off by a write");
    }
  }

  private ConditionalAccessConditionSet conditions() {
    ConditionalAccessConditionSet conditions = policy.getConditions();
    if (conditions == null) {
      conditions = bare(new ConditionalAccessConditionSet());
      policy.setConditions(conditions);
    }
    return conditions;
  }

  private ConditionalAccessUsers users() {
    ConditionalAccessUsers users = conditions().getUsers();
    if (users == null) {
      users = bare(new ConditionalAccessUsers());
      conditions().setUsers(users);
    }
    return users;
  }

  /** Without the type name that the SDK's constructors set: the declared type is the real one. */
  private static <M extends BackedModel> M bare(M model) {
    model.getBackingStore().clear();
    return model;
  }

  private static List<String> texts(Collection<?> ids) {
    return ids.stream().map(Object::toString).toList();
  }

  private static <E> List<E> known(Collection<String> words, Function<String, E> enumeration) {
    return words.stream()
        .map(
            word -> {
              E value = enumeration.apply(word);
              if (value == null) {
                throw new IllegalArgumentException("Graph knows no \"" + word + "\" here");
              }
              return value;
            })
        .toList();
  }
}
