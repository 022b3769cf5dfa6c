/**
 * Microsoft Graph as it is on the wire: routes, permissions, OData query options, paging, error
 * bodies and what the service makes of what it is sent. Sources are named where a rule is; "Graph"
 * means the Microsoft Graph REST API reference, v1.0 or beta.
 */
package dev.tokenprotection.simulator.graph;
