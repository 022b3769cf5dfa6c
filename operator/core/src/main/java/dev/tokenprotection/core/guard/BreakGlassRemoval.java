package dev.tokenprotection.core.guard;

import dev.tokenprotection.core.model.BreakGlass;

/**
 * Emergency access accounts that are declared no more, while nobody has confirmed that. Adding
 * accounts needs no confirmation: it enforces less.
 *
 * @param accounts those that were taken out of the declaration; {@link BreakGlass#NONE} for none
 * @param remedy one sentence: how a person confirms it
 */
public record BreakGlassRemoval(BreakGlass accounts, String remedy) {
  /** Nothing was taken out, or it was confirmed. */
  public static final BreakGlassRemoval NONE = new BreakGlassRemoval(BreakGlass.NONE, "");
}
