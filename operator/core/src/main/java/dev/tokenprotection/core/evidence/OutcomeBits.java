package dev.tokenprotection.core.evidence;

/**
 * A row's class as one small number. An unbound code for which there is no room counts as one that
 * the log does not give; Microsoft's codes have four digits.
 */
final class OutcomeBits {
  static final int WIDTH = 16;

  private static final int UNREADABLE = 0xff00;
  private static final int SET_ASIDE = 0xff40;
  private static final int BOUND = 0xff80;
  private static final int NOT_APPLICABLE = 0xff81;
  private static final int INTERRUPTED = 0xff82;
  private static final int UNRELATED = 0xff83;

  private OutcomeBits() {}

  static int of(RowClass outcome) {
    return switch (outcome) {
      case RowClass.Unbound(int code) -> code < 0 || code >= UNREADABLE ? 0 : code;
      case RowClass.Unreadable(UnreadableReason reason) -> UNREADABLE + reason.ordinal();
      case RowClass.SetAside(SetAsideReason reason) -> SET_ASIDE + reason.ordinal();
      case RowClass.Bound() -> BOUND;
      case RowClass.NotApplicable() -> NOT_APPLICABLE;
      case RowClass.Interrupted() -> INTERRUPTED;
      case RowClass.Unrelated() -> UNRELATED;
    };
  }

  static RowClass outcome(int bits) {
    if (bits < UNREADABLE) {
      return new RowClass.Unbound(bits);
    }
    if (bits < SET_ASIDE) {
      return new RowClass.Unreadable(UnreadableReason.values()[bits - UNREADABLE]);
    }
    if (bits < BOUND) {
      return new RowClass.SetAside(SetAsideReason.values()[bits - SET_ASIDE]);
    }
    return switch (bits) {
      case BOUND -> new RowClass.Bound();
      case NOT_APPLICABLE -> new RowClass.NotApplicable();
      case INTERRUPTED -> new RowClass.Interrupted();
      case UNRELATED -> new RowClass.Unrelated();
      default -> throw new IllegalArgumentException("no class of a row has the number " + bits);
    };
  }
}
