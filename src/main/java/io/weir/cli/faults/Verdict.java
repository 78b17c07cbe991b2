package io.weir.cli.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes a result of what a run has left and of what it had to leave. */
final class Verdict {

    private static final int SHOWN = 5;

    private Verdict() {}

    /**
     * How a run went.
     *
     * @param ended how often an instance ended by itself
     */
    record Course(
            Map<String, Integer> injected, List<Double> recoveries, int ended, List<String> notes, double seconds) {}

    /** @param undisturbed what was left when nothing happened; this very book for the run in which nothing happens */
    static FaultResult of(Faults.Fault fault, Book book, Book undisturbed, Course course) {
        if (fault.compared()) {
            undisturbed.alerts().contents().keySet().forEach(book.alerts()::expect);
        }
        Ledger.Tally decisions = book.decisions().tally();
        Ledger.Tally outcomes = book.outcomes().tally();
        Ledger.Tally deadLetters = book.deadLetters().tally();
        Ledger.Tally alerts = book.alerts().tally();
        int differently =
                decisions.repeatedDifferently() + outcomes.repeatedDifferently() + deadLetters.repeatedDifferently();
        int surplus = decisions.surplus() + outcomes.surplus() + deadLetters.surplus();
        List<String> differing = book.decisions().differing(undisturbed.decisions());
        List<String> differingAlerts = book.alerts().differing(undisturbed.alerts());
        List<String> wrong = book.deadLetters().wrong();
        List<String> notes = new ArrayList<>(course.notes());
        name(notes, "lost", book.decisions().missing());
        name(notes, "lost dead letters", book.deadLetters().missing());
        name(notes, "lost outcomes", book.outcomes().missing());
        name(notes, "lost alerts", book.alerts().missing());
        name(notes, "different", fault.compared() ? differing : List.of());
        name(notes, "dead letters for another reason", wrong);
        return new FaultResult(
                fault.name(),
                course.injected(),
                decisions.expected() + deadLetters.expected(),
                decisions.came(),
                deadLetters.came(),
                reasons(book),
                decisions.lost() + deadLetters.lost() + outcomes.lost() + alerts.lost(),
                fault.exactlyOnce() ? surplus : differently,
                fault.exactlyOnce() ? 0 : surplus - differently,
                fault.exactlyOnce() ? alerts.surplus() : alerts.repeatedDifferently(),
                fault.compared(),
                wrong.size() + (fault.compared() ? differing.size() + differingAlerts.size() : 0),
                fault.compared() ? book.state().differences(undisturbed.state()) : Map.of(),
                book.state().size(),
                book.state().digests(),
                course.recoveries(),
                course.ended(),
                notes,
                course.seconds());
    }

    private static Map<String, Integer> reasons(Book book) {
        Map<String, Integer> reasons = new TreeMap<>();
        book.deadLetters().contents().values().forEach(reason -> reasons.merge(reason, 1, Integer::sum));
        return reasons;
    }

    private static void name(List<String> notes, String what, List<String> ids) {
        if (!ids.isEmpty()) {
            notes.add(what + ": " + ids.size() + ", the first of them "
                    + ids.stream().limit(SHOWN).toList());
        }
    }
}
