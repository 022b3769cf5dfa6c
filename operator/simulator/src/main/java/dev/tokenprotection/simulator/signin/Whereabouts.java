package dev.tokenprotection.simulator.signin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.simulator.population.Person;
import dev.tokenprotection.simulator.tenant.Json;
import java.util.List;

/**
 * Where somebody signs in from. Addresses are those set apart for documentation (RFC 5737).
 *
 * @param ipAddress his network
 * @param location {@code location} of a row; never changed
 */
record Whereabouts(String ipAddress, ObjectNode location) {
  private static final List<String> NETWORKS = List.of("192.0.2.", "198.51.100.", "203.0.113.");
  private static final List<ObjectNode> OFFICES =
      List.of(
          office("Leeds", "West Yorkshire", "GB", 53.79, -1.54),
          office("Rotterdam", "Zuid-Holland", "NL", 51.92, 4.47),
          office("Aarhus", "Midtjylland", "DK", 56.16, 10.2));

  static Whereabouts of(Person person) {
    int office = person.seed().with("office").below(OFFICES.size());
    int host = 1 + person.seed().with("host").below(250);
    return new Whereabouts(NETWORKS.get(office) + host, OFFICES.get(office));
  }

  private static ObjectNode office(
      String city, String state, String country, double latitude, double longitude) {
    ObjectNode json = Json.object();
    json.put("city", city).put("state", state).put("countryOrRegion", country);
    json.putObject("geoCoordinates")
        .putNull("altitude")
        .put("latitude", latitude)
        .put("longitude", longitude);
    return json;
  }
}
