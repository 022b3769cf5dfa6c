/** Time for a whole process: the machine's, or one that runs faster beside a simulated tenant. */
package dev.tokenprotection.app.clock;
