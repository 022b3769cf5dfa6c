package dev.tokenprotection.kubernetes.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.kubernetes.Deliveries;
import dev.tokenprotection.kubernetes.testing.FakeApiServer;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SecretWatchesTest {
  private static final ResourceID CONTOSO = new ResourceID("contoso", "security");
  private static final ResourceID FABRIKAM = new ResourceID("fabrikam", "security");
  private static final ResourceID ELSEWHERE = new ResourceID("contoso", "elsewhere");

  private final FakeApiServer api = new FakeApiServer();
  private final BlockingQueue<ResourceID> woken = new LinkedBlockingQueue<>();
  private final SecretWatches watches =
      new SecretWatches(api.client(), woken::add, Deliveries.NONE);

  @AfterEach
  void close() {
    watches.close();
    api.close();
  }

  @Test
  void a_secret_that_is_created_changed_or_deleted_wakes_whoever_names_it()
      throws InterruptedException {
    watches.watch(CONTOSO, Set.of("entra"));
    write("security", "entra", "b25l");
    assertThat(next()).isEqualTo(CONTOSO);

    write("security", "entra", "dHdv");
    assertThat(next()).isEqualTo(CONTOSO);

    api.client().secrets().inNamespace("security").withName("entra").delete();
    assertThat(next()).isEqualTo(CONTOSO);
  }

  @Test
  void of_several_that_name_a_secret_each_is_woken_and_of_another_namespace_none()
      throws InterruptedException {
    watches.watch(CONTOSO, Set.of("entra"));
    watches.watch(FABRIKAM, Set.of("entra"));
    watches.watch(ELSEWHERE, Set.of("entra"));

    write("security", "entra", "b25l");

    assertThat(List.of(next(), next())).containsExactlyInAnyOrder(CONTOSO, FABRIKAM);
    write("elsewhere", "entra", "b25l");
    assertThat(next()).as("nothing in between").isEqualTo(ELSEWHERE);
  }

  @Test
  void only_the_named_secrets_are_read_each_by_its_name() throws InterruptedException {
    watches.watch(CONTOSO, Set.of("entra"));
    write("security", "entra", "b25l");
    next();

    assertThat(api.requests().stream().filter(line -> line.contains("/secrets?")))
        .isNotEmpty()
        .allMatch(line -> line.contains("metadata.name%3Dentra"));
  }

  @Test
  void a_secret_that_is_named_no_more_wakes_nobody() throws InterruptedException {
    watches.watch(CONTOSO, Set.of("entra"));
    watches.watch(FABRIKAM, Set.of("entra"));
    write("security", "entra", "b25l");
    next();
    next();

    watches.watch(CONTOSO, Set.of("other"));
    write("security", "entra", "dHdv");
    assertThat(next()).isEqualTo(FABRIKAM);
    watches.forget(FABRIKAM);
    write("security", "entra", "dGhyZWU=");
    write("security", "other", "b25l");

    assertThat(next()).as("nothing in between").isEqualTo(CONTOSO);
    assertThat(woken).isEmpty();
  }

  @Test
  void a_right_to_watch_that_is_granted_later_is_taken_up() throws InterruptedException {
    api.failOn(line -> line.contains("/secrets"));
    watches.watch(CONTOSO, Set.of("entra"));
    api.failOn(line -> false);

    write("security", "entra", "b25l");

    assertThat(next()).isEqualTo(CONTOSO);
  }

  private ResourceID next() throws InterruptedException {
    ResourceID tenant = woken.poll(30, TimeUnit.SECONDS);
    assertThat(tenant).as("somebody is woken").isNotNull();
    return tenant;
  }

  private void write(String namespace, String name, String value) {
    var secret =
        new SecretBuilder()
            .withNewMetadata()
            .withNamespace(namespace)
            .withName(name)
            .endMetadata()
            .addToData("clientSecret", value)
            .build();
    if (api.client().resource(secret).get() == null) {
      api.client().resource(secret).create();
    } else {
      api.client().resource(secret).update();
    }
  }
}
