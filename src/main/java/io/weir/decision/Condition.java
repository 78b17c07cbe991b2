package io.weir.decision;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One test of one field of a transaction or of its features.
 *
 * <p>Fields of text: {@code account}, {@code merchant}, {@code currency} and {@code categorical.NAME}. Fields of numbers:
 * {@code amount} in major units, {@code numeric.NAME}, and the name of any feature. What is missing passes no test but
 * {@link Test#MISSING}.
 *
 * @param field what is tested
 * @param test how
 * @param texts for {@link Test#IS} the text, for {@link Test#IN} the texts, for {@link Test#LISTED} the name of a list; else
 *     empty
 * @param number what a number is compared with; NaN for the other tests
 */
public record Condition(String field, Test test, List<String> texts, double number) {

    private static final Set<String> TEXT_FIELDS = Set.of("account", "merchant", "currency");
    private static final String CATEGORICAL = "categorical.";

    /** How a field is tested; the lower-case names are part of the wire contract. */
    public enum Test {
        /** Equals the text. */
        IS,
        /** Equals one of the texts. */
        IN,
        /** Equals an entry of the named list. */
        LISTED,
        ABOVE,
        AT_LEAST,
        BELOW,
        AT_MOST,
        MISSING,
        PRESENT;

        /** Name on the wire. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * The test of this name.
         *
         * @throws IllegalArgumentException when there is none
         */
        public static Test named(String word) {
            return Arrays.stream(values())
                    .filter(test -> test.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "test is \"" + word + "\"; allowed: " + words(List.of(values()))));
        }

        boolean ofText() {
            return this == IS || this == IN || this == LISTED;
        }

        boolean ofNumber() {
            return this == ABOVE || this == AT_LEAST || this == BELOW || this == AT_MOST;
        }

        private static String words(List<Test> tests) {
            return tests.stream().map(Test::word).collect(Collectors.joining(", "));
        }
    }

    /** @throws IllegalArgumentException naming the field and what is allowed */
    public Condition {
        texts = List.copyOf(texts);
        if (field.isBlank() || field.equals(CATEGORICAL) || field.equals("numeric.")) {
            throw new IllegalArgumentException("field is \"" + field + "\"; allowed: a name");
        }
        if (isText(field) ? test.ofNumber() : test.ofText()) {
            throw new IllegalArgumentException(field + " is a " + (isText(field) ? "text" : "number") + ", tested with "
                    + test.word() + "; allowed: "
                    + (isText(field)
                            ? "is, in, listed, missing, present"
                            : "above, at_least, below, at_most, missing, present"));
        }
        boolean oneText = test == Test.IS || test == Test.LISTED;
        boolean fits = oneText ? texts.size() == 1 : (test == Test.IN) != texts.isEmpty();
        if (!fits) {
            throw new IllegalArgumentException(field + " is tested with " + test.word() + " and " + texts.size()
                    + " texts; allowed: " + (oneText ? "1" : test == Test.IN ? "1 or more" : "none"));
        }
        if (test.ofNumber() ? !Double.isFinite(number) : !Double.isNaN(number)) {
            throw new IllegalArgumentException(field + " is tested with " + test.word() + " and " + number
                    + "; allowed: " + (test.ofNumber() ? "a finite number" : "no number"));
        }
    }

    public static Condition is(String field, String text) {
        return new Condition(field, Test.IS, List.of(text), Double.NaN);
    }

    public static Condition in(String field, List<String> texts) {
        return new Condition(field, Test.IN, texts, Double.NaN);
    }

    /** The field's text is an entry of the list of this name. */
    public static Condition listed(String field, String list) {
        return new Condition(field, Test.LISTED, List.of(list), Double.NaN);
    }

    /** The field's number against another, by {@link Test#ABOVE}, {@link Test#AT_LEAST}, {@link Test#BELOW} or {@link Test#AT_MOST}. */
    public static Condition compared(String field, Test test, double number) {
        return new Condition(field, test, List.of(), number);
    }

    public static Condition missing(String field, boolean missing) {
        return new Condition(field, missing ? Test.MISSING : Test.PRESENT, List.of(), Double.NaN);
    }

    static boolean isText(String field) {
        return TEXT_FIELDS.contains(field) || field.startsWith(CATEGORICAL);
    }
}
