package dev.tokenprotection.simulator.tenant;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * An application that may ask for tokens of this tenant.
 *
 * @param clientId its application id
 * @param displayName for people; the audit log shows it
 * @param servicePrincipalId object id of its service principal here
 * @param secrets passwords
 * @param certificates whose private keys may sign client assertions
 * @param federatedCredentials whose tokens may stand in for a secret
 * @param roles the app permissions that an administrator granted
 */
public record AppRegistration(
    String clientId,
    String displayName,
    String servicePrincipalId,
    List<ClientSecret> secrets,
    List<X509Certificate> certificates,
    List<FederatedCredential> federatedCredentials,
    Set<String> roles) {

  public AppRegistration {
    secrets = List.copyOf(secrets);
    certificates = List.copyOf(certificates);
    federatedCredentials = List.copyOf(federatedCredentials);
    roles = Set.copyOf(roles);
  }

  /** An app without credentials and permissions. */
  public static AppRegistration named(
      String clientId, String displayName, String servicePrincipalId) {
    return new AppRegistration(
        clientId, displayName, servicePrincipalId, List.of(), List.of(), List.of(), Set.of());
  }

  public AppRegistration withSecrets(List<ClientSecret> newSecrets) {
    return new AppRegistration(
        clientId,
        displayName,
        servicePrincipalId,
        newSecrets,
        certificates,
        federatedCredentials,
        roles);
  }

  public AppRegistration withCertificate(X509Certificate certificate) {
    List<X509Certificate> all = new ArrayList<>(certificates);
    all.add(certificate);
    return new AppRegistration(
        clientId, displayName, servicePrincipalId, secrets, all, federatedCredentials, roles);
  }

  public AppRegistration withFederatedCredential(FederatedCredential credential) {
    List<FederatedCredential> all = new ArrayList<>(federatedCredentials);
    all.add(credential);
    return new AppRegistration(
        clientId, displayName, servicePrincipalId, secrets, certificates, all, roles);
  }

  public AppRegistration withRoles(Set<String> newRoles) {
    return new AppRegistration(
        clientId,
        displayName,
        servicePrincipalId,
        secrets,
        certificates,
        federatedCredentials,
        newRoles);
  }

  public AppRegistration withRole(String role) {
    Set<String> all = new TreeSet<>(roles);
    all.add(role);
    return withRoles(all);
  }

  public AppRegistration withoutRole(String role) {
    Set<String> all = new TreeSet<>(roles);
    all.remove(role);
    return withRoles(all);
  }
}
