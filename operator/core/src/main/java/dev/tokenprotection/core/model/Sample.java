package dev.tokenprotection.core.model;

/**
 * A part of an existing group.
 *
 * @param group the group that users are drawn from, members of nested groups too
 * @param share about how many of its users; each is drawn or not by himself
 */
public record Sample(GroupReference group, Share share) {}
