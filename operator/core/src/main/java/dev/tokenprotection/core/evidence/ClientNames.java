package dev.tokenprotection.core.evidence;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gives each client a small number. Beyond a limit, further clients share one. */
final class ClientNames {
  /** How many bits a number has at most. */
  static final int WIDTH = 12;

  static final int LIMIT = 1 << WIDTH;

  private static final int OTHERS = 0;

  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<ClientApplication> clients = new ArrayList<>();

  ClientNames() {
    clients.add(new ClientApplication("", "other clients"));
  }

  /**
   * The number of this client. Of the names that the log has for one appId, the first in the
   * alphabet is kept, so that the order of rows does not matter.
   */
  int numberOf(ClientApplication client) {
    Integer known = numbers.get(client.appId());
    if (known == null) {
      return enter(client);
    }
    String name = clients.get(known).displayName();
    if (name.isBlank()
        || (!client.displayName().isBlank() && client.displayName().compareTo(name) < 0)) {
      clients.set(known, client);
    }
    return known;
  }

  /** The client with this number. */
  ClientApplication client(int number) {
    return clients.get(number);
  }

  private int enter(ClientApplication client) {
    if (clients.size() == LIMIT) {
      return OTHERS;
    }
    clients.add(client);
    numbers.put(client.appId(), clients.size() - 1);
    return clients.size() - 1;
  }
}
