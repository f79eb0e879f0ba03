package jobsweep.acceptance.play;

import java.io.IOException;

/// A sequence of moves with a stack, and what they have to lead to.
sealed interface Script permits ExampleScript, TemplateScript {

    /// Plays the sequence, and shows it.
    ///
    /// @return whether everything was as it should be
    boolean play(Screen screen) throws IOException;
}
