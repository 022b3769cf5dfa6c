/** The documentation as its reader takes it: scripts run, commands accepted, links followed. */
package dev.tokenprotection.tests.docs;
