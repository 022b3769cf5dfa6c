package dev.tokenprotection.kubernetes.evidence;

import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.core.port.Outcome.Done;
import dev.tokenprotection.core.port.SignInPort;
import java.time.Instant;
import java.util.List;

/**
 * One reading of a tenant's logs.
 *
 * @param ledgers who has all older rows
 * @param behind who lacks some
 * @param breakers who wants to know of blocked sign-ins
 * @param begunAt up to when rows are read, if they are the newest
 */
record Reading(
    Agenda.Part part,
    SignInPort port,
    List<LedgerWatch> ledgers,
    List<LedgerWatch> behind,
    List<BlockedWatch> breakers,
    Instant begunAt) {

  /** Carries it out; done, or the failure that ended it. */
  Outcome<Done> by(LogReader reader) {
    LogReader.Takers takers = new LogReader.Takers(ledgers, behind, breakers);
    return switch (part) {
      case BLOCKED -> reader.blocked(port, breakers, begunAt);
      case NEWEST -> reader.newest(port, takers, begunAt);
      case LATE ->
          reader.late(port, takers, begunAt).flatMap(done -> reader.newest(port, takers, begunAt));
      case DEEP -> reader.deep(port, takers, begunAt);
      case OLDER -> reader.older(port, behind, begunAt);
    };
  }

  /** The breakers know what was blocked up to its beginning. */
  void gaveBlocked() {
    breakers.forEach(breaker -> breaker.readUpTo(begunAt));
  }

  /** All were given the rows up to its beginning. */
  void gaveNewest(Depth depth) {
    ledgers.forEach(ledger -> ledger.readUpTo(depth, begunAt));
    gaveBlocked();
  }
}
