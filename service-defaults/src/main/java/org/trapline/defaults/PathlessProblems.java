package org.trapline.defaults;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemPostProcessor;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Takes {@code instance} out of a problem: the extension puts the request's path there, which for a registrar's link is a
 * capability, and what an answer repeats ends in somebody's log.
 */
@ApplicationScoped
class PathlessProblems implements ProblemPostProcessor {

    /** After the extension's own (99) that sets it. */
    @Override
    public int priority() {
        return 1;
    }

    @Override
    public HttpProblem apply(HttpProblem problem, ProblemContext context) {
        return HttpProblem.builder(problem).withInstance(null).build();
    }
}
