@NullMarked
package jobsweep.acceptance.chart;

import org.jspecify.annotations.NullMarked;
