package jobsweep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

final class SpreadTest {

    @Test
    void theMedianOfAnOddNumberOfValuesIsTheMiddleOne() {
        assertThat(Spread.of(DoubleStream.of(9, 1, 2))).isEqualTo(new Spread(2, 1, 9));
    }

    @Test
    void theMedianOfAnEvenNumberOfValuesLiesBetweenTheMiddleTwo() {
        assertThat(Spread.of(DoubleStream.of(9, 1, 4, 3))).isEqualTo(new Spread(3.5, 1, 9));
    }

    @Test
    void oneValueIsItsOwnSpread() {
        assertThat(Spread.of(DoubleStream.of(7))).isEqualTo(new Spread(7, 7, 7));
    }

    @Test
    void noValuesHaveNoSpread() {
        assertThatIllegalArgumentException().isThrownBy(() -> Spread.of(DoubleStream.empty()));
    }
}
