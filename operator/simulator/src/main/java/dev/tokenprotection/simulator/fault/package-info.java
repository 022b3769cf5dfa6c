/** Faults that a test or a person asks for: refused, cut, lost, slow and mangled answers. */
package dev.tokenprotection.simulator.fault;
