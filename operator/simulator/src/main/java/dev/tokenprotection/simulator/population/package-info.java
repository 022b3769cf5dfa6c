/**
 * The people of a simulated tenant: who they are, which devices and clients they use and how often.
 * Pure values made from a seed; the same seed and departments give the same people.
 *
 * <p>What a device and a client together can do about token protection ({@link Binding}) is decided
 * here too, since it does not depend on any policy. This package knows no other package of the
 * simulator.
 */
package dev.tokenprotection.simulator.population;
