package dev.tokenprotection.core.gate;

import java.util.List;

/** What the gate says about a stage. Reasons are ordered, the most telling first. */
public sealed interface Verdict {

  /** Why. */
  List<Reason> reasons();

  /** The evidence could not be read: try again; nothing is known about sign-ins. */
  record Error(List<Reason> reasons) implements Verdict {
    public Error {
      reasons = List.copyOf(reasons);
    }
  }

  /** Missing, stale, unreadable or too few: hold. */
  record Inconclusive(List<Reason> reasons) implements Verdict {
    public Inconclusive {
      reasons = List.copyOf(reasons);
    }
  }

  /** Surely too bad. */
  record Failed(List<Reason> reasons) implements Verdict {
    public Failed {
      reasons = List.copyOf(reasons);
    }
  }

  /** Good enough, and surely not bad. */
  record Successful(List<Reason> reasons) implements Verdict {
    public Successful {
      reasons = List.copyOf(reasons);
    }
  }

  /** Neither yet: hold and count on. */
  record Running(List<Reason> reasons) implements Verdict {
    public Running {
      reasons = List.copyOf(reasons);
    }
  }
}
