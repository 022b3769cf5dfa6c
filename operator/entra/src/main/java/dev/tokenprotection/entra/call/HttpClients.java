package dev.tokenprotection.entra.call;

import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.microsoft.graph.core.requests.GraphClientFactory;
import com.microsoft.graph.core.requests.options.GraphClientOption;
import com.microsoft.kiota.http.middleware.RedirectHandler;
import com.microsoft.kiota.http.middleware.RetryHandler;
import java.net.http.HttpClient;
import java.time.Duration;
import okhttp3.OkHttpClient;

/**
 * The two HTTP clients under the SDKs, over the same trust. Neither repeats a request nor follows a
 * redirect by itself: a write must leave once, and a token goes to the host it was asked for.
 *
 * @param graph under the Graph SDK
 * @param tokens under azure-identity
 * @param tokenTransport what {@code tokens} sends with
 */
public record HttpClients(
    OkHttpClient graph, com.azure.core.http.HttpClient tokens, HttpClient tokenTransport)
    implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration TOKEN = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofSeconds(30);

  /** A page of a thousand sign-ins may take its time; it is the longest answer there is. */
  private static final Duration CALL = Duration.ofSeconds(90);

  /** Clients that trust {@code certificates}. */
  public static HttpClients trusting(TrustedCertificates certificates) {
    KeepingBuilder transport = tokenTransport(certificates);
    com.azure.core.http.HttpClient tokens =
        new JdkHttpClientBuilder(transport).responseTimeout(TOKEN).readTimeout(TOKEN).build();
    return new HttpClients(graphClient(certificates), tokens, transport.built());
  }

  /** Lets requests that are under way end, and their connections and threads with them. */
  @Override
  public void close() {
    graph.dispatcher().executorService().shutdown();
    graph.connectionPool().evictAll();
    tokenTransport.shutdown();
  }

  private static OkHttpClient graphClient(TrustedCertificates certificates) {
    OkHttpClient.Builder client = GraphClientFactory.create(new GraphClientOption());
    client.interceptors().removeIf(i -> i instanceof RetryHandler || i instanceof RedirectHandler);
    return client
        .addInterceptor(new RequestLog())
        .addNetworkInterceptor(new Sending.Guard())
        .retryOnConnectionFailure(false)
        .followRedirects(false)
        .followSslRedirects(false)
        .connectTimeout(CONNECT)
        .readTimeout(ANSWER)
        .writeTimeout(ANSWER)
        .callTimeout(CALL)
        .sslSocketFactory(certificates.context().getSocketFactory(), certificates.trustManager())
        .build();
  }

  private static KeepingBuilder tokenTransport(TrustedCertificates certificates) {
    return new KeepingBuilder(
        HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .sslContext(certificates.context()));
  }
}
