package jobsweep.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import jobsweep.FakeLambda;
import org.junit.jupiter.api.Test;

class DeadlineTest {

    private final FakeLambda lambda = new FakeLambda(Duration.ofSeconds(10));
    private final Deadline deadline = lambda.deadline();

    @Test
    void aPauseThatWouldUseUpTheTimeIsNotMade() {
        assertThat(deadline.pause(Duration.ofSeconds(10))).isFalse();
        assertThat(lambda.pauses()).isEmpty();
    }

    @Test
    void aPauseThatLeavesTimeIsMade() {
        assertThat(deadline.pause(Duration.ofSeconds(9))).isTrue();
        assertThat(deadline.left()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void anEarlierDeadlineLeavesItsReserve() {
        Deadline earlier = deadline.earlierBy(Duration.ofSeconds(4));

        assertThat(earlier.left()).isEqualTo(Duration.ofSeconds(6));
        assertThat(earlier.pause(Duration.ofSeconds(6))).isFalse();
    }

    @Test
    void theTimeLeftIsNeverNothing() {
        assertThat(deadline.earlierBy(Duration.ofSeconds(11)).left()).isEqualTo(Duration.ofMillis(1));
    }

    @Test
    void aLimitIsTheSmallerOfTheTimeLeftAndTheMost() {
        assertThat(deadline.leftUpTo(Duration.ofSeconds(3))).isEqualTo(Duration.ofSeconds(3));
        assertThat(deadline.leftUpTo(Duration.ofSeconds(30))).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void aMomentFromNowIsADeadlineUnlessTheLastOneComesFirst() {
        Deadline soon = deadline.in(Duration.ofSeconds(4));
        lambda.pause(Duration.ofSeconds(3));

        assertThat(soon.left()).isEqualTo(Duration.ofSeconds(1));
        assertThat(deadline.in(Duration.ofHours(1)).left()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void aDeadlineIsOverWhenNoTimeIsLeft() {
        Deadline soon = deadline.in(Duration.ofSeconds(4));
        lambda.pause(Duration.ofMillis(3999));
        assertThat(soon.isOver()).isFalse();

        lambda.pause(Duration.ofMillis(1));
        assertThat(soon.isOver()).isTrue();
        assertThat(deadline.isOver()).isFalse();
    }
}
