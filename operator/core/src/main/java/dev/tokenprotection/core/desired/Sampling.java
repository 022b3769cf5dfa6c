package dev.tokenprotection.core.desired;

import dev.tokenprotection.core.model.RolloutIdentity;
import dev.tokenprotection.core.model.Share;
import dev.tokenprotection.core.model.UserId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Draws a share of users. Whether a user is drawn depends on his object id and on the rollout
 * alone: not on who else is there, on the time, on the stage or on the process. So a larger share
 * has everybody of a smaller one, whoever joins or leaves changes nothing for the others, and a
 * rollout in a cluster that is built anew draws the same users. The price is that the share is met
 * only about, in small groups perhaps by nobody.
 *
 * <p>A user's place is the first eight bytes of the SHA-256 of {@link #salt} and his id in lower
 * case, as an unsigned number, modulo a million; he is drawn when that is below the share in
 * millionths. This must never change: it would move people in and out of what is enforced.
 *
 * @param salt what tells the draws of two rollouts apart, so that not always the same people go
 *     first
 */
public record Sampling(String salt, Share share) {
  /** The draw of a rollout; that of another installation is the same. */
  public static Sampling of(RolloutIdentity identity, Share share) {
    return new Sampling(
        "tokenprotection.dev/sample/v1\n" + identity.namespace() + "/" + identity.name() + "\n",
        share);
  }

  /** Those of {@code users} who are drawn. */
  public SortedSet<UserId> from(Collection<UserId> users) {
    MessageDigest digest = sha256();
    byte[] prefix = salt.getBytes(StandardCharsets.UTF_8);
    SortedSet<UserId> drawn = new TreeSet<>();
    for (UserId user : users) {
      digest.update(prefix);
      byte[] hash = digest.digest(user.value().getBytes(StandardCharsets.UTF_8));
      if (Long.remainderUnsigned(ByteBuffer.wrap(hash).getLong(), Share.WHOLE)
          < share.millionths()) {
        drawn.add(user);
      }
    }
    return Collections.unmodifiableSortedSet(drawn);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
