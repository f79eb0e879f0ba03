import static java.lang.classfile.ClassFile.ACC_PRIVATE;
import static java.lang.classfile.ClassFile.ACC_PUBLIC;
import static java.lang.classfile.ClassFile.ACC_STATIC;
import static java.lang.constant.ConstantDescs.*;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.classfile.AccessFlags;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.ConstantPoolSharingOption;
import java.lang.classfile.ClassFile.DebugElementsOption;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.SignatureAttribute;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// Writes a jar anew in which the lambdas and method references of each class have one class beside it.
/// As they are compiled, the JVM makes a class for each one when it first comes to it, which costs many
/// times as much as to load one.
///
/// Such a class implements the interfaces of `java.util.function` that its host needs, and each method
/// switches to what the lambda runs. Any other interface has a class of its own, because an object may be
/// asked whether it is one, as of an `Abortable`. Private methods that lambdas run are opened: visible in
/// the package, since the class beside calls them, and static with `this` as the first parameter, since
/// nothing may override them.
///
/// What is not kept: a lambda that captures nothing is a new object each time, and local variables have no
/// names, which were a tenth of all that is read. Line numbers stay.
final class LambdaClasses {

    private final ClassFile classFile;
    private final Set<Member> opened = new HashSet<>();
    private final Set<Member> turnedStatic = new HashSet<>();

    private LambdaClasses(ClassLoader known) {
        classFile = ClassFile.of(
                DebugElementsOption.DROP_DEBUG,
                ConstantPoolSharingOption.NEW_POOL,
                ClassHierarchyResolverOption.of(
                        ClassHierarchyResolver.ofResourceParsing(known).cached()));
    }

    /// @param args the jar to read and the one to write
    public static void main(String[] args) throws IOException {
        Path source = Path.of(args[0]);
        try (ZipFile jar = new ZipFile(source.toFile());
                URLClassLoader known = new URLClassLoader(new URL[] {source.toUri().toURL()});
                OutputStream file = Files.newOutputStream(Path.of(args[1]));
                ZipOutputStream written = new ZipOutputStream(file)) {
            Map<String, byte[]> entries = new LinkedHashMap<>();
            for (ZipEntry entry : jar.stream().filter(entry -> !entry.isDirectory()).toList()) {
                try (InputStream content = jar.getInputStream(entry)) {
                    entries.put(entry.getName(), content.readAllBytes());
                }
            }
            for (var entry : new LambdaClasses(known).replaceIn(entries).entrySet()) {
                written.putNextEntry(new ZipEntry(entry.getKey()));
                written.write(entry.getValue());
            }
        }
    }

    private Map<String, byte[]> replaceIn(Map<String, byte[]> entries) {
        List<ClassModel> classes = entries.keySet().stream()
                .filter(name -> name.endsWith(".class"))
                .map(name -> classFile.parse(entries.get(name)))
                .toList();
        classes.forEach(this::open);
        Map<String, byte[]> replaced = new LinkedHashMap<>(entries);
        classes.forEach(host -> replaced.putAll(replaceIn(host)));
        return replaced;
    }

    /// @return the class without its lambdas, and the classes of those
    private Map<String, byte[]> replaceIn(ClassModel host) {
        Map<ClassDesc, LambdaClass> beside = new LinkedHashMap<>();
        Map<String, byte[]> written = new LinkedHashMap<>();
        written.put(
                fileOf(host.thisClass().asSymbol()),
                classFile.transformClass(host, (type, element) -> {
                    if (element instanceof MethodModel method) {
                        copy(method, host, type, beside);
                    } else {
                        type.with(element);
                    }
                }));
        beside.forEach((name, lambdas) -> written.put(
                fileOf(name),
                classFile.build(name, type -> {
                    type.withVersion(host.majorVersion(), host.minorVersion());
                    lambdas.writeTo(type, turnedStatic);
                })));
        return written;
    }

    private static String fileOf(ClassDesc type) {
        return type.descriptorString().replaceAll("^L|;$", "") + ".class";
    }

    private static Stream<CodeElement> code(ClassModel type) {
        return type.methods().stream().flatMap(method -> method.code().stream()).flatMap(CodeModel::elementStream);
    }

    private void open(ClassModel host) {
        Set<Member> bodies = new HashSet<>();
        code(host).filter(Lambda::isOne).forEach(part -> bodies.add(Member.of(Lambda.of(part).body())));
        for (MethodModel method : host.methods()) {
            Member member = Member.of(method, host);
            if (method.flags().has(AccessFlag.PRIVATE) && bodies.contains(member)) {
                opened.add(member);
                if (!method.flags().has(AccessFlag.STATIC) && !member.name().equals(INIT_NAME)) {
                    requireNoLock(method, member);
                    turnedStatic.add(member);
                }
            }
        }
    }

    private static void requireNoLock(MethodModel method, Member member) {
        if (method.flags().has(AccessFlag.SYNCHRONIZED)) {
            throw new IllegalStateException(
                    "%s is synchronized and would lock its class in place of the object: have the lambda call it, in place of a reference to it"
                            .formatted(member));
        }
    }

    private boolean callsTurnedStatic(CodeElement part) {
        return part instanceof InvokeInstruction call && turnedStatic.contains(Member.of(call));
    }

    private void copy(MethodModel method, ClassModel host, ClassBuilder type, Map<ClassDesc, LambdaClass> beside) {
        Member member = Member.of(method, host);
        int flags = method.flags().flagsMask();
        if (opened.contains(member)) {
            // An interface knows nothing between private and public.
            flags = flags & ~ACC_PRIVATE | (host.flags().has(AccessFlag.INTERFACE) ? ACC_PUBLIC : 0);
        }
        if (turnedStatic.contains(member)) {
            flags |= ACC_STATIC;
        }
        MethodTypeDesc newType = turnedStatic.contains(member) ? member.staticType() : member.type();
        type.withMethod(member.name(), newType, flags, copy -> {
            for (var part : method) {
                if (part instanceof CodeModel code) {
                    copy.transformCode(code, (to, instruction) -> copy(instruction, host, to, beside));
                } else if (!(part instanceof AccessFlags
                        || part instanceof SignatureAttribute && turnedStatic.contains(member))) {
                    copy.with(part);
                }
            }
        });
    }

    private void copy(CodeElement part, ClassModel host, CodeBuilder to, Map<ClassDesc, LambdaClass> beside) {
        if (Lambda.isOne(part)) {
            Lambda lambda = Lambda.of(part);
            beside.computeIfAbsent(lambda.classBeside(host), LambdaClass::new).create(lambda, to);
        } else if (callsTurnedStatic(part)) {
            InvokeInstruction call = (InvokeInstruction) part;
            Member.of(call).callStatic(call.isInterface(), to);
        } else {
            to.with(part);
        }
    }
}
