package dev.viduroutes.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.viduroutes.failure.Problem;
import dev.viduroutes.failure.RequestRefusedException;
import dev.viduroutes.failure.SanitizedText;
import dev.viduroutes.request.Documents;
import dev.viduroutes.request.EditDistance;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The folder of templates. Each is read when it is asked for, so that a new one needs no restart; nothing outside is ever read. */
final class TemplateFolder {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final String RULE =
            "it must be 1 to 100 letters, digits, '.', '_' and '-', starting with a letter or digit";
    private static final String ENDING = ".json";
    private static final int MOST_LISTED = 20;
    private static final int MOST_LOOKED_AT = 1_000;
    private static final int LONGEST_FOUND = 120;

    private final Path folder;
    private final Documents documents;

    TemplateFolder(Path folder, Documents documents) {
        this.folder = folder;
        this.documents = documents;
    }

    /**
     * @throws RequestRefusedException if there is none of this name, or it is none
     * @throws IOException if it can't be read just now
     */
    Template read(String name) throws IOException {
        if (!NAME.matcher(name).matches()) {
            throw new RequestRefusedException(Templates.TEMPLATE, quoted(name), RULE);
        }
        try {
            return new Template(name, document(name, placeOf(name)));
        } catch (NoSuchFileException | NotDirectoryException none) {
            throw unknown(name);
        }
    }

    /** A link may lead to another place of the folder, as the files of a Kubernetes ConfigMap do, and to nowhere else. */
    private Path placeOf(String name) throws IOException {
        Path file = folder.resolve(name + ENDING).toRealPath();
        if (!file.startsWith(folder.toRealPath()) || !Files.isRegularFile(file)) {
            throw unusable(name, "no file of this folder", "it must be one, and no link out of the folder");
        }
        return file;
    }

    private ObjectNode document(String name, Path file) throws IOException {
        try (InputStream open = Files.newInputStream(file)) {
            JsonNode document = documents.parse(documents.read(open));
            if (document instanceof ObjectNode object) {
                return object;
            }
            throw unusable(name, "no JSON object", "it must be a request document");
        } catch (RequestRefusedException wrong) {
            Problem problem = wrong.failure().problems().get(0);
            throw problem.field().equals(Templates.TEMPLATE)
                    ? wrong
                    : unusable(name, problem.found(), problem.allowed());
        }
    }

    /** @return what is said of a file that is no template */
    static RequestRefusedException unusable(String name, String found, String allowed) {
        return new RequestRefusedException(
                Templates.TEMPLATE,
                name + ", and " + name + ENDING + " in vidu.templates.directory is " + found,
                allowed);
    }

    private RequestRefusedException unknown(String name) throws IOException {
        List<String> known = names();
        String hint = EditDistance.nearest(name, known)
                .map(nearest -> "did you mean " + nearest + "? Known: "
                        + String.join(", ", known.subList(0, Math.min(known.size(), MOST_LISTED))))
                .orElse("there is none in vidu.templates.directory");
        return new RequestRefusedException(
                Templates.TEMPLATE, quoted(name) + ", which is not there", SanitizedText.of(hint, LONGEST_FOUND * 5));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(ENDING))
                    .map(file -> file.substring(0, file.length() - ENDING.length()))
                    .filter(NAME.asMatchPredicate())
                    .limit(MOST_LOOKED_AT)
                    .sorted()
                    .toList();
        } catch (NoSuchFileException | NotDirectoryException none) {
            return List.of();
        }
    }

    private static String quoted(String name) {
        return "\"" + SanitizedText.of(name, LONGEST_FOUND) + "\"";
    }
}
