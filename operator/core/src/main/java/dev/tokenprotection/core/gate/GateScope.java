package dev.tokenprotection.core.gate;

/** Whether applications are judged one by one. */
public enum GateScope {
  /** Every application with sign-ins must pass, and all together. */
  EACH_APPLICATION,
  /** Only all sign-ins together must pass. */
  TOTAL
}
