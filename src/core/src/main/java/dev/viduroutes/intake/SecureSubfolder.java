package dev.viduroutes.intake;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A subfolder of the intake folder, open: its files are reached through the open folder (SecureDirectoryStream), where the system
 * can do that, since anybody who may write to the intake folder could replace it by a link at any time.
 */
interface SecureSubfolder extends Closeable {

    /** @throws IOException if it is no folder, or a link */
    static SecureSubfolder open(Path inbox, Path name) throws IOException {
        DirectoryStream<Path> outer = Files.newDirectoryStream(inbox);
        if (!(outer instanceof SecureDirectoryStream<Path> secure)) {
            outer.close();
            return new Named(inbox, inbox.resolve(name));
        }
        try {
            return new Open(inbox, secure, secure.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS));
        } catch (IOException unusable) {
            outer.close();
            throw unusable;
        }
    }

    /** @return what tells the folder from any other; empty text if the system does not say */
    Object key() throws IOException;

    /** @return the names of what is in it */
    List<Path> names() throws IOException;

    void moveIn(Path name) throws IOException;

    /** @return whether it is back in the intake folder, or gone; false if there is another one of its name */
    boolean moveOut(Path name) throws IOException;

    BasicFileAttributes attributes(Path name) throws IOException;

    SeekableByteChannel read(Path name) throws IOException;

    void delete(Path name) throws IOException;

    /** Through an open folder. */
    record Open(Path inbox, SecureDirectoryStream<Path> from, SecureDirectoryStream<Path> own)
            implements SecureSubfolder {

        @Override
        public Object key() throws IOException {
            Object key = own.getFileAttributeView(BasicFileAttributeView.class)
                    .readAttributes()
                    .fileKey();
            return key == null ? "" : key;
        }

        @Override
        public List<Path> names() {
            List<Path> names = new ArrayList<>();
            own.forEach(file -> names.add(file.getFileName()));
            return names;
        }

        @Override
        public void moveIn(Path name) throws IOException {
            from.move(name, own, name);
        }

        @Override
        public boolean moveOut(Path name) throws IOException {
            if (RegularFiles.exists(inbox.resolve(name))) {
                return false;
            }
            try {
                own.move(name, from, name);
            } catch (NoSuchFileException gone) {
                // Another process took it over, or somebody removed it.
            }
            return true;
        }

        @Override
        public BasicFileAttributes attributes(Path name) throws IOException {
            return own.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .readAttributes();
        }

        @Override
        public SeekableByteChannel read(Path name) throws IOException {
            return own.newByteChannel(name, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        }

        @Override
        public void delete(Path name) throws IOException {
            own.deleteFile(name);
        }

        @Override
        public void close() throws IOException {
            own.close();
            from.close();
        }
    }

    /** By names, where the system can't do it otherwise. */
    record Named(Path inbox, Path folder) implements SecureSubfolder {

        @Override
        public Object key() {
            return "";
        }

        @Override
        public List<Path> names() throws IOException {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                List<Path> names = new ArrayList<>();
                files.forEach(file -> names.add(file.getFileName()));
                return names;
            }
        }

        @Override
        public void moveIn(Path name) throws IOException {
            Files.move(inbox.resolve(name), folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        }

        @Override
        public boolean moveOut(Path name) throws IOException {
            if (RegularFiles.exists(inbox.resolve(name))) {
                return false;
            }
            try {
                Files.move(folder.resolve(name), inbox.resolve(name));
            } catch (NoSuchFileException gone) {
                // Another process took it over, or somebody removed it.
            }
            return true;
        }

        @Override
        public BasicFileAttributes attributes(Path name) throws IOException {
            return Files.readAttributes(folder.resolve(name), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        }

        @Override
        public SeekableByteChannel read(Path name) throws IOException {
            return Files.newByteChannel(folder.resolve(name), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        }

        @Override
        public void delete(Path name) throws IOException {
            Files.delete(folder.resolve(name));
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
