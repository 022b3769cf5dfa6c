package dev.tokenprotection.kubernetes.evidence;

import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.core.port.SignInPort;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One reading of a tenant's logs.
 *
 * @param ledgers who gets the rows
 * @param breakers who gets them too
 * @param begunAt up to when rows are read, if they are the newest
 */
record Reading(
    Agenda.Part part,
    SignInPort port,
    List<LedgerWatch> ledgers,
    List<BlockedWatch> breakers,
    Instant begunAt) {

  /** Carries it out; the number of rows, or the failure that ended it. */
  Outcome<Long> by(LogReader reader) {
    return switch (part) {
      case NEWEST -> reader.newest(port, watches(), Depth.USUAL, begunAt);
      case DEEP -> reader.newest(port, watches(), Depth.DEEP, begunAt);
      case OLDER -> reader.older(port, ledgers, begunAt);
    };
  }

  /** All were given the rows up to its beginning. */
  void gaveNewest(Depth depth) {
    ledgers.forEach(ledger -> ledger.readUpTo(depth, begunAt));
    breakers.forEach(breaker -> breaker.readUpTo(begunAt));
  }

  private List<LogWatch> watches() {
    List<LogWatch> all = new ArrayList<>(ledgers);
    all.addAll(breakers);
    return all;
  }
}
