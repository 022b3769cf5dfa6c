package dev.tokenprotection.core.evidence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Rows that are kept one by one, each with its id. As an object each would take about 200 bytes;
 * here it is six words of one array: its id and the id of its key (two words each), its moment and
 * its user, which share theirs with what is small.
 */
final class KeptRows {
  private static final int WORDS = 6;
  private static final int ID = 0;
  private static final int KEY_ID = 2;
  private static final int MOMENT = 4;
  private static final int USER = 5;

  private static final int KIND_BITS = 1;
  private static final int SPARE_ROWS = 16;
  private static final int END = -1;

  private long[] words = new long[0];
  private OrdinalIndex byId = new OrdinalIndex(0);
  private int size;

  /** Keeps a row, unless one with its id is there. */
  void add(UUID id, SignIn row) {
    if (byId.find(id.hashCode(), other -> hasId(other, id)) != OrdinalIndex.ABSENT) {
      return;
    }
    if (size * WORDS == words.length) {
      makeRoom();
    }
    write(size, id, row);
    byId.put(id.hashCode(), size);
    size++;
  }

  /** Shows the rows up to a moment, those with the same key together. */
  void forEachKey(long upTo, Consumer<List<SignIn>> action) {
    int[] next = new int[size];
    OrdinalIndex byKey = new OrdinalIndex(size);
    BitSet firsts = new BitSet(size);
    for (int row = 0; row < size; row++) {
      if (moment(row) <= upTo) {
        int current = row;
        int first = byKey.find(keyHash(row), other -> haveSameKey(other, current));
        if (first == OrdinalIndex.ABSENT) {
          byKey.put(keyHash(row), row);
          firsts.set(row);
          next[row] = END;
        } else {
          next[row] = next[first];
          next[first] = row;
        }
      }
    }
    firsts.stream().forEach(first -> action.accept(chain(first, next)));
  }

  /** Forgets the rows up to a moment. */
  void removeUpTo(long upTo) {
    int kept = 0;
    for (int row = 0; row < size; row++) {
      if (moment(row) > upTo) {
        System.arraycopy(words, row * WORDS, words, kept * WORDS, WORDS);
        kept++;
      }
    }
    size = kept;
    makeRoom();
  }

  private List<SignIn> chain(int first, int[] next) {
    List<SignIn> chain = new ArrayList<>(1);
    for (int row = first; row != END; row = next[row]) {
      chain.add(read(row));
    }
    return chain;
  }

  private void makeRoom() {
    int most = size + size / 16 + SPARE_ROWS;
    words = Arrays.copyOf(words, most * WORDS);
    byId = new OrdinalIndex(most);
    for (int row = 0; row < size; row++) {
      byId.put(id(row, ID).hashCode(), row);
    }
  }

  private void write(int row, UUID id, SignIn part) {
    int at = row * WORDS;
    writeId(at + ID, id);
    writeId(at + KEY_ID, part.key().id());
    words[at + MOMENT] =
        (part.last() << ApplicationBits.WIDTH | part.applications()) << KIND_BITS
            | part.key().kind().ordinal();
    words[at + USER] =
        ((long) part.user() << ClientNames.WIDTH | part.client()) << OutcomeBits.WIDTH
            | OutcomeBits.of(part.outcome());
  }

  private SignIn read(int row) {
    long small = words[row * WORDS + MOMENT];
    long user = words[row * WORDS + USER];
    SignInKey.Kind kind = SignInKey.Kind.values()[lowest(KIND_BITS, small)];
    SignInKey key = new SignInKey(userOf(user), kind, id(row, KEY_ID));
    return SignIn.ofRow(
        key,
        moment(row),
        OutcomeBits.outcome(lowest(OutcomeBits.WIDTH, user)),
        lowest(ApplicationBits.WIDTH, small >> KIND_BITS),
        lowest(ClientNames.WIDTH, user >> OutcomeBits.WIDTH));
  }

  private void writeId(int at, UUID id) {
    words[at] = id.getMostSignificantBits();
    words[at + 1] = id.getLeastSignificantBits();
  }

  private UUID id(int row, int which) {
    int at = row * WORDS + which;
    return new UUID(words[at], words[at + 1]);
  }

  private boolean hasId(int row, UUID id) {
    return id(row, ID).equals(id);
  }

  private long moment(int row) {
    return words[row * WORDS + MOMENT] >> ApplicationBits.WIDTH + KIND_BITS;
  }

  private int keyHash(int row) {
    return id(row, KEY_ID).hashCode() * 31 + userOf(words[row * WORDS + USER]);
  }

  private boolean haveSameKey(int one, int other) {
    return id(one, KEY_ID).equals(id(other, KEY_ID))
        && userOf(words[one * WORDS + USER]) == userOf(words[other * WORDS + USER])
        && lowest(KIND_BITS, words[one * WORDS + MOMENT])
            == lowest(KIND_BITS, words[other * WORDS + MOMENT]);
  }

  private static int userOf(long word) {
    return (int) (word >> ClientNames.WIDTH + OutcomeBits.WIDTH);
  }

  private static int lowest(int bits, long word) {
    return (int) (word & (1L << bits) - 1);
  }
}
