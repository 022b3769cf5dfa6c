package dev.tokenprotection.simulator.tenant;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * An object of the directory, addressed by its id. Source: Microsoft Graph v1.0 reference,
 * "directoryObject resource type".
 */
public sealed interface DirectoryObject permits User, Group, Device, ServicePrincipal {
  /** The object id, a GUID in lower case. */
  String id();

  /** The value of {@code @odata.type}, with its leading {@code #}. */
  String odataType();

  /** All its properties under Graph's names; the caller may change what it gets. */
  ObjectNode json();
}
