package dev.tokenprotection.simulator.population;

import dev.tokenprotection.simulator.population.Department.Account;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Makes the people of one department. */
final class Hiring {
  /** The share of sign-ins that somebody with a phone makes on it. */
  private static final double PHONE_SHARE = 0.2;

  private static final Map<Client, Integer> PHONE_CLIENTS =
      Map.of(Client.OUTLOOK_MOBILE, 3, Client.TEAMS, 2);

  /** Where guests are at home. */
  private static final String GUESTS_DOMAIN = "fabrikam.example";

  private final Seed seed;
  private final String domain;
  private final Department department;
  private final Names names;
  private final List<DeviceKind> machines;
  private final Map<Integer, DeviceKind> phones;

  Hiring(Seed root, String domain, Department department, Names names) {
    this.seed = root.with("department").with(department.name());
    this.domain = domain;
    this.department = department;
    this.names = names;
    this.machines =
        department.devices().isEmpty()
            ? List.of()
            : Apportionment.deal(department.size(), department.devices(), seed.with("machines"));
    this.phones = dealPhones();
  }

  List<Person> people() {
    return IntStream.range(0, department.size()).mapToObj(this::person).toList();
  }

  private Person person(int index) {
    Seed own = seed.with(index);
    Account account = account(index, own);
    return new Person(
        account.id(),
        account.name() + '@' + domain(),
        displayName(account),
        department.kind(),
        department.name(),
        paths(index, account, own),
        fallback(index, account, own),
        department.habits(),
        own);
  }

  private String domain() {
    return department.kind() == PersonKind.GUEST ? GUESTS_DOMAIN : domain;
  }

  private Account account(int index, Seed own) {
    return index < department.named().size()
        ? department.named().get(index)
        : new Account(own.with("id").uuid().toString(), names.nextAccount(own));
  }

  private static String displayName(Account account) {
    return Names.displayName(account.name());
  }

  private List<UsagePath> paths(int index, Account account, Seed own) {
    if (machines.isEmpty()) {
      return List.of();
    }
    EndUserDevice machine = machine(index, account, own);
    if (!phones.containsKey(index)) {
      return ways(machine, department.clients(), 1);
    }
    EndUserDevice phone = phones.get(index).make(own.with("phone"), "Phone-" + account.name());
    List<UsagePath> both = new ArrayList<>(ways(machine, department.clients(), 1 - PHONE_SHARE));
    both.addAll(ways(phone, PHONE_CLIENTS, PHONE_SHARE));
    return List.copyOf(both);
  }

  private List<UsagePath> fallback(int index, Account account, Seed own) {
    return machines.isEmpty()
        ? List.of()
        : List.of(new UsagePath(machine(index, account, own), Client.OUTLOOK_WEB, 1));
  }

  private EndUserDevice machine(int index, Account account, Seed own) {
    return machines.get(index).make(own.with("machine"), "PC-" + account.name());
  }

  /** The clients that run on the device, with weights that add up to {@code share}. */
  private static List<UsagePath> ways(
      EndUserDevice device, Map<Client, Integer> clients, double share) {
    List<Client> fitting =
        clients.keySet().stream()
            .filter(client -> client.runsOn(device.platform()))
            .sorted()
            .toList();
    double total = fitting.stream().mapToInt(clients::get).sum();
    return fitting.stream()
        .map(client -> new UsagePath(device, client, share * clients.get(client) / total))
        .toList();
  }

  /** Who has a phone, and which: by position in the department. */
  private Map<Integer, DeviceKind> dealPhones() {
    List<Integer> positions =
        new ArrayList<>(IntStream.range(0, department.size()).boxed().toList());
    Collections.shuffle(positions, new Random(seed.with("phones").value()));
    Map<Integer, DeviceKind> dealt = new HashMap<>();
    department.phones().keySet().stream()
        .sorted()
        .forEach(
            kind -> {
              int count = department.size() * department.phones().get(kind) / 100;
              for (int i = 0; i < count; i++) {
                dealt.put(positions.removeLast(), kind);
              }
            });
    return dealt;
  }
}
