package dev.tokenprotection.simulator.population;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PopulationTest {
  private static final Habits HABITS =
      new Habits(8, LocalTime.of(8, 0), LocalTime.of(18, 0), 0.95, 0.05);
  private static final Department PILOT =
      department(
          "pilot",
          60,
          Map.of(DeviceKind.WINDOWS_ENTRA_JOINED, 85, DeviceKind.WINDOWS_UNREGISTERED, 15));
  private static final Department SALES =
      department("sales", 40, Map.of(DeviceKind.WINDOWS_HYBRID_JOINED, 1));

  @Test
  void the_same_seed_gives_the_same_people_with_the_same_devices() {
    assertThat(population(7, PILOT, SALES)).isEqualTo(population(7, PILOT, SALES));
    assertThat(population(7, PILOT)).isNotEqualTo(population(8, PILOT));
  }

  @Test
  void ids_of_a_department_do_not_depend_on_the_others() {
    assertThat(population(7, SALES, PILOT).of("pilot"))
        .extracting(Person::id)
        .isEqualTo(population(7, PILOT).of("pilot").stream().map(Person::id).toList());
  }

  @Test
  void kinds_of_device_are_apportioned_exactly() {
    Map<DeviceKind, Long> kinds =
        population(7, PILOT).people().stream()
            .map(person -> person.devices().getFirst().kind())
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    assertThat(kinds)
        .containsOnly(
            Map.entry(DeviceKind.WINDOWS_ENTRA_JOINED, 51L),
            Map.entry(DeviceKind.WINDOWS_UNREGISTERED, 9L));
  }

  @Test
  void accounts_and_ids_are_unique() {
    List<Person> people =
        population(7, department("all", 3000, Map.of(DeviceKind.MAC_MANAGED, 1))).people();
    assertThat(people).extracting(Person::userPrincipalName).doesNotHaveDuplicates();
    assertThat(people).extracting(Person::id).doesNotHaveDuplicates();
    assertThat(people)
        .extracting(person -> person.devices().getFirst().deviceId())
        .doesNotHaveDuplicates();
  }

  @Test
  void a_share_of_the_people_has_a_phone_as_well_and_makes_a_fifth_of_the_sign_ins_on_it() {
    Department department =
        new Department(
            "d",
            PersonKind.MEMBER,
            50,
            List.of(),
            Map.of(DeviceKind.WINDOWS_ENTRA_JOINED, 1),
            Map.of(DeviceKind.IPHONE_MANAGED, 30, DeviceKind.ANDROID, 20),
            Map.of(Client.OUTLOOK, 1),
            HABITS);
    List<Person> people = population(7, department).people();
    assertThat(people).filteredOn(person -> person.devices().size() == 2).hasSize(25);
    assertThat(people)
        .filteredOn(person -> person.devices().size() == 2)
        .allSatisfy(
            person ->
                assertThat(
                        person.paths().stream()
                            .filter(path -> path.device().equals(person.devices().get(1)))
                            .mapToDouble(UsagePath::weight)
                            .sum())
                    .isCloseTo(0.2, Offset.offset(1e-9)));
  }

  @Test
  void named_accounts_keep_their_ids() {
    Department breakGlass =
        new Department(
            "break-glass",
            PersonKind.BREAK_GLASS,
            0,
            List.of(new Department.Account("id-1", "break-glass-1")),
            Map.of(),
            Map.of(),
            Map.of(),
            HABITS);
    Person person = population(7, breakGlass).people().getFirst();
    assertThat(person.id()).isEqualTo("id-1");
    assertThat(person.userPrincipalName()).isEqualTo("break-glass-1@contoso.example");
    assertThat(person.paths()).isEmpty();
  }

  @Test
  void a_client_that_runs_on_none_of_the_devices_is_refused() {
    assertThatThrownBy(
            () ->
                new Department(
                    "d",
                    PersonKind.MEMBER,
                    1,
                    List.of(),
                    Map.of(DeviceKind.MAC_MANAGED, 1),
                    Map.of(),
                    Map.of(Client.OUTLOOK, 1, Client.WINDOWS_APP, 1),
                    HABITS))
        .hasMessage("client windows-app runs on none of the devices");
  }

  private static Population population(long seed, Department... departments) {
    return Population.of(new Seed(seed), "contoso.example", List.of(departments));
  }

  private static Department department(String name, int people, Map<DeviceKind, Integer> devices) {
    return new Department(
        name,
        PersonKind.MEMBER,
        people,
        List.of(),
        devices,
        Map.of(),
        Map.of(Client.OUTLOOK, 5, Client.TEAMS, 4),
        HABITS);
  }
}
