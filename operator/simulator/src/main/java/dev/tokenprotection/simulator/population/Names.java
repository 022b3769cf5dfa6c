package dev.tokenprotection.simulator.population;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Names for people, each account name once. Not thread-safe. */
final class Names {
  private static final List<String> GIVEN =
      List.of(
          "Ada",
          "Alan",
          "Amina",
          "Barbara",
          "Carlos",
          "Chidi",
          "Dana",
          "Dmitri",
          "Edith",
          "Emeka",
          "Fatima",
          "Frances",
          "Grace",
          "Hana",
          "Ines",
          "Ivan",
          "Jonas",
          "Katherine",
          "Kenji",
          "Leila",
          "Linus",
          "Mae",
          "Mateo",
          "Mei",
          "Noor",
          "Olga",
          "Paulo",
          "Radia",
          "Ravi",
          "Sofia",
          "Tariq",
          "Yuki");
  private static final List<String> FAMILY =
      List.of(
          "Almeida",
          "Becker",
          "Chen",
          "Costa",
          "Diaz",
          "Eriksen",
          "Fischer",
          "Garcia",
          "Hansen",
          "Ito",
          "Jensen",
          "Kaya",
          "Kowalski",
          "Larsen",
          "Mensah",
          "Moreau",
          "Nakamura",
          "Novak",
          "Okafor",
          "Patel",
          "Quist",
          "Rossi",
          "Santos",
          "Tanaka",
          "Ueda",
          "Varga",
          "Weber",
          "Yilmaz",
          "Zhang");

  private final Map<String, Integer> taken = new HashMap<>();

  /** The part of a userPrincipalName before the at sign: {@code ada.weber2}. */
  String nextAccount(Seed seed) {
    String name =
        (GIVEN.get(seed.with("given").below(GIVEN.size()))
                + '.'
                + FAMILY.get(seed.with("family").below(FAMILY.size())))
            .toLowerCase(Locale.ROOT);
    int times = taken.merge(name, 1, Integer::sum);
    return times == 1 ? name : name + times;
  }

  /** The name to show for an account: {@code Ada Weber2}. */
  static String displayName(String account) {
    return Arrays.stream(account.split("[.-]"))
        .map(part -> part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1))
        .collect(Collectors.joining(" "));
  }
}
