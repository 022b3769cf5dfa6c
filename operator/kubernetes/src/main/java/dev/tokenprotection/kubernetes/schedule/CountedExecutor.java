package dev.tokenprotection.kubernetes.schedule;

import dev.tokenprotection.core.port.Time;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** Runs tasks as another executor does, each as work that {@link Time} waits for. */
public final class CountedExecutor extends AbstractExecutorService {
  private final Time time;
  private final ExecutorService executor;

  /**
   * @param executor begins each task that it accepts
   */
  public CountedExecutor(Time time, ExecutorService executor) {
    this.time = time;
    this.executor = executor;
  }

  @Override
  public void execute(Runnable task) {
    Time.Work work = time.begin();
    try {
      executor.execute(() -> work.run(task));
    } catch (RuntimeException | Error refused) {
      work.end();
      throw refused;
    }
  }

  @Override
  public void shutdown() {
    executor.shutdown();
  }

  @Override
  public List<Runnable> shutdownNow() {
    return executor.shutdownNow();
  }

  @Override
  public boolean isShutdown() {
    return executor.isShutdown();
  }

  @Override
  public boolean isTerminated() {
    return executor.isTerminated();
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    return executor.awaitTermination(timeout, unit);
  }
}
