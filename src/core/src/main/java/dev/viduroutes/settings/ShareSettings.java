package dev.viduroutes.settings;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Which part of the slots, and of the calls that submit, projects get while others wait, too.
 *
 * @param weights of the projects that have one of their own, by name; 1 to 1000
 * @param others weight of a project that has none of its own, or of all of them together; 1 to 1000
 * @param together whether projects without a weight of their own share one
 */
public record ShareSettings(Map<String, Integer> weights, int others, boolean together) {

    private static final String PREFIX = "vidu.share.";
    private static final String OTHERS = "*";
    private static final int LONGEST_PROJECT = 200;
    private static final int MOST = 1000;

    public ShareSettings {
        weights = Map.copyOf(weights);
    }

    static ShareSettings read(SettingReader read) {
        Map<String, Integer> weights = new TreeMap<>();
        for (String key : read.names(PREFIX)) {
            String project = key.substring(PREFIX.length());
            if (project.isEmpty() || project.length() > LONGEST_PROJECT) {
                read.problem(
                        key,
                        read.text(key),
                        "its name must be " + PREFIX + "<project>, a project of 1 to 200 characters");
            } else if (!project.equals(OTHERS)) {
                weights.put(project, read.integer(key, 1, MOST));
            }
        }
        int others = read.integer(PREFIX + OTHERS, 1, MOST);
        String mode = read.text("vidu.shares.others", Pattern.compile("each|together"), "it must be each or together");
        return new ShareSettings(weights, others, mode.equals("together"));
    }
}
