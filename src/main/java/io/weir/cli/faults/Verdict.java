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
     * @param problems each makes the result unclean
     */
    record Course(
            Map<String, Integer> injected,
            List<Double> recoveries,
            int ended,
            List<String> notes,
            List<String> problems,
            double seconds) {}

    /** @param undisturbed what was left when nothing happened; this very book for the run in which nothing happens */
    static FaultResult of(Faults.Fault fault, Book book, Book undisturbed, Course course) {
        if (fault.compared() && fault.exactlyOnce()) {
            undisturbed.alerts().contents().keySet().forEach(book.alerts()::expect);
        }
        Ledger.Tally decisions = book.decisions().tally();
        Ledger.Tally outcomes = book.outcomes().tally();
        Ledger.Tally deadLetters = book.deadLetters().tally();
        Ledger.Tally alerts = book.alerts().tally();
        int differently =
                decisions.repeatedDifferently() + outcomes.repeatedDifferently() + deadLetters.repeatedDifferently();
        int surplus = decisions.surplus() + outcomes.surplus() + deadLetters.surplus();
        List<String> notes = new ArrayList<>(course.notes());
        lost(book, notes);
        int differing = differing(fault, book, undisturbed, notes);
        Map<String, Integer> differences =
                new TreeMap<>(fault.compared() ? book.state().differences(undisturbed.state()) : Map.of());
        fault.mayDiffer().forEach(store -> {
            Integer keys = differences.remove(store);
            if (keys != null) {
                notes.add("store " + store + " differs in " + keys + " keys, as it may");
            }
        });
        return new FaultResult(
                fault.name(),
                course.injected(),
                decisions.expected() + deadLetters.expected(),
                decisions.came(),
                deadLetters.came(),
                outcomes.came(),
                alerts.came(),
                reasons(book),
                decisions.lost() + deadLetters.lost() + outcomes.lost() + alerts.lost(),
                fault.exactlyOnce() ? surplus : differently,
                fault.exactlyOnce() ? 0 : surplus - differently,
                fault.exactlyOnce() ? alerts.surplus() : alerts.repeatedDifferently(),
                fault.compared(),
                differing,
                differences,
                book.state().size(),
                book.state().digests(),
                course.recoveries(),
                course.ended(),
                notes,
                problems(fault, book, undisturbed, course),
                course.seconds());
    }

    /** Of a run that something put an end to: nothing is known but that. */
    static FaultResult failed(Faults.Fault fault, Course course, String why) {
        List<String> problems = new ArrayList<>(course.problems());
        problems.add("the run failed: " + why);
        Course failed = new Course(
                course.injected(), course.recoveries(), course.ended(), course.notes(), problems, course.seconds());
        return of(fault, Book.empty(), Book.empty(), failed);
    }

    private static void lost(Book book, List<String> notes) {
        name(notes, "lost", book.decisions().missing());
        name(notes, "lost dead letters", book.deadLetters().missing());
        name(notes, "lost outcomes", book.outcomes().missing());
        name(notes, "lost alerts", book.alerts().missing());
        name(notes, "decisions that nobody asked for", book.decisions().unexpected());
        name(notes, "outcomes that nobody asked for", book.outcomes().unexpected());
        name(notes, "dead letters that nobody asked for", book.deadLetters().unexpected());
        name(notes, "alerts without a decision for them", book.alerts().unexpected());
    }

    private static int differing(Faults.Fault fault, Book book, Book undisturbed, List<String> notes) {
        int sum = name(
                        notes,
                        "dead letters with another reason or content",
                        book.deadLetters().wrong())
                + name(
                        notes,
                        "alerts that are not their decision",
                        book.alerts().wrong());
        if (!fault.compared()) {
            return sum;
        }
        sum += name(notes, "different outcomes", book.outcomes().differing(undisturbed.outcomes()));
        List<String> different = book.decisions().differing(undisturbed.decisions());
        if (fault.exactlyOnce()) {
            return sum
                    + name(notes, "different", different)
                    + name(notes, "different alerts", book.alerts().differing(undisturbed.alerts()));
        }
        name(notes, "decisions at another base rate or price of a review, as it may be", different);
        return sum
                + name(
                        notes,
                        "different features or scores",
                        book.decisions().differing(undisturbed.decisions(), Book::basis));
    }

    private static List<String> problems(Faults.Fault fault, Book book, Book undisturbed, Course course) {
        List<String> problems = new ArrayList<>(course.problems());
        if (course.ended() > 0 && !fault.mayEnd()) {
            problems.add("instances ended by themselves: " + course.ended());
        }
        if (book.equals(undisturbed)) {
            book.state().empty().forEach(store -> problems.add("nothing to compare in store " + store));
            if (book.alerts().contents().isEmpty() || book.outcomes().contents().isEmpty()) {
                problems.add("nothing to compare: no alerts, or no outcomes");
            }
        }
        return problems;
    }

    private static Map<String, Integer> reasons(Book book) {
        Map<String, Integer> reasons = new TreeMap<>();
        book.deadLetters().contents().values().forEach(letter -> reasons.merge(Book.reason(letter), 1, Integer::sum));
        return reasons;
    }

    /** Returns how many they are. */
    private static int name(List<String> notes, String what, List<String> ids) {
        if (!ids.isEmpty()) {
            notes.add(what + ": " + ids.size() + ", the first of them "
                    + ids.stream().limit(SHOWN).toList());
        }
        return ids.size();
    }
}
