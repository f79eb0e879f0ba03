import static java.lang.classfile.ClassFile.ACC_FINAL;
import static java.lang.classfile.ClassFile.ACC_PRIVATE;
import static java.lang.classfile.ClassFile.ACC_PUBLIC;
import static java.lang.classfile.ClassFile.ACC_STATIC;
import static java.lang.classfile.ClassFile.ACC_SYNTHETIC;
import static java.lang.constant.ConstantDescs.*;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.StackInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A class of lambdas. Each of its methods numbers the lambdas that it runs; an object knows its number, and
/// what it captured.
///
/// @param methods the interfaces' methods, and the lambdas of each
record LambdaClass(ClassDesc name, Map<Member, List<Lambda>> methods) {

    private static final String CREATE = "create";
    private static final String NUMBER = "number";
    private static final String CAPTURED = "captured";
    private static final Map<ClassDesc, ClassDesc> WRAPPERS = Map.of(
            CD_boolean, CD_Boolean, CD_byte, CD_Byte, CD_char, CD_Character, CD_double, CD_Double, CD_float,
            CD_Float, CD_int, CD_Integer, CD_long, CD_Long, CD_short, CD_Short);

    LambdaClass(ClassDesc name) {
        this(name, new LinkedHashMap<>());
    }

    /// Puts the lambda on the host's stack, in place of what it captures.
    void create(Lambda lambda, CodeBuilder host) {
        Member method = new Member(name, lambda.method(), lambda.erased());
        List<Lambda> lambdas = methods.computeIfAbsent(method, _ -> new ArrayList<>());
        if (!lambdas.contains(lambda)) {
            lambdas.add(lambda);
        }
        host.loadConstant(lambdas.indexOf(lambda)).invokestatic(name, CREATE, withNumber(lambda.creation()));
    }

    private static MethodTypeDesc withNumber(MethodTypeDesc creation) {
        return creation.insertParameterTypes(creation.parameterCount(), CD_int);
    }

    void writeTo(ClassBuilder type, Set<Member> turnedStatic) {
        Set<MethodTypeDesc> creations = new LinkedHashSet<>();
        methods.values().forEach(lambdas -> lambdas.forEach(lambda -> creations.add(lambda.creation())));
        type.withFlags(ACC_FINAL | ACC_SYNTHETIC);
        type.withInterfaceSymbols(
                creations.stream().map(MethodTypeDesc::returnType).distinct().toList());
        int most = creations.stream().mapToInt(MethodTypeDesc::parameterCount).max().orElseThrow();
        MethodTypeDesc constructor = MethodTypeDesc.of(CD_void, Collections.nCopies(most, CD_Object))
                .insertParameterTypes(most, CD_int);
        type.withField(NUMBER, CD_int, ACC_PRIVATE | ACC_FINAL);
        for (int i = 0; i < most; i++) {
            type.withField(CAPTURED + i, CD_Object, ACC_PRIVATE | ACC_FINAL);
        }
        type.withMethodBody(INIT_NAME, constructor, ACC_PRIVATE, code -> construct(most, code));
        creations.forEach(creation -> type.withMethodBody(
                CREATE, withNumber(creation), ACC_STATIC, code -> create(creation, constructor, code)));
        methods.forEach((method, lambdas) -> type.withMethodBody(
                method.name(), method.type(), ACC_PUBLIC, code -> choose(lambdas, code, turnedStatic)));
    }

    private void construct(int most, CodeBuilder code) {
        code.aload(0).invokespecial(CD_Object, INIT_NAME, MTD_void);
        for (int i = 0; i < most; i++) {
            code.aload(0).aload(code.parameterSlot(i)).putfield(name, CAPTURED + i, CD_Object);
        }
        code.aload(0).iload(code.parameterSlot(most)).putfield(name, NUMBER, CD_int);
        code.return_();
    }

    private void create(MethodTypeDesc creation, MethodTypeDesc constructor, CodeBuilder code) {
        code.new_(name).dup();
        int captured = creation.parameterCount();
        for (int i = 0; i < captured; i++) {
            ClassDesc type = creation.parameterType(i);
            code.loadLocal(TypeKind.from(type), code.parameterSlot(i));
            convert(type, CD_Object, code);
        }
        for (int i = captured; i < constructor.parameterCount() - 1; i++) {
            code.aconst_null();
        }
        code.iload(code.parameterSlot(captured));
        code.invokespecial(name, INIT_NAME, constructor).areturn();
    }

    private void choose(List<Lambda> lambdas, CodeBuilder code, Set<Member> turnedStatic) {
        List<SwitchCase> cases = new ArrayList<>();
        lambdas.forEach(_ -> cases.add(SwitchCase.of(cases.size(), code.newLabel())));
        code.aload(0).getfield(name, NUMBER, CD_int);
        code.tableswitch(cases.getLast().target(), cases);
        for (int i = 0; i < lambdas.size(); i++) {
            code.labelBinding(cases.get(i).target());
            run(lambdas.get(i), code, turnedStatic);
        }
    }

    private void run(Lambda lambda, CodeBuilder code, Set<Member> turnedStatic) {
        Member body = Member.of(lambda.body());
        MethodTypeDesc invocation = lambda.body().invocationType();
        if (body.name().equals(INIT_NAME)) {
            code.new_(body.owner()).dup();
        }
        int captured = lambda.creation().parameterCount();
        for (int i = 0; i < captured; i++) {
            code.aload(0).getfield(name, CAPTURED + i, CD_Object);
            convert(CD_Object, lambda.creation().parameterType(i), code);
            convert(lambda.creation().parameterType(i), invocation.parameterType(i), code);
        }
        for (int i = 0; i < lambda.type().parameterCount(); i++) {
            code.loadLocal(TypeKind.from(lambda.erased().parameterType(i)), code.parameterSlot(i));
            convert(lambda.erased().parameterType(i), lambda.type().parameterType(i), code);
            convert(lambda.type().parameterType(i), invocation.parameterType(captured + i), code);
        }
        body.call(lambda.body(), code, turnedStatic);
        convert(invocation.returnType(), lambda.type().returnType(), code);
        convert(lambda.type().returnType(), lambda.erased().returnType(), code);
        code.return_(TypeKind.from(lambda.erased().returnType()));
    }

    private static void convert(ClassDesc from, ClassDesc to, CodeBuilder code) {
        if (to.equals(CD_void) && !from.equals(CD_void)) {
            code.with(StackInstruction.of(TypeKind.from(from).slotSize() == 2 ? Opcode.POP2 : Opcode.POP));
        } else if (from.isPrimitive() && to.isPrimitive()) {
            if (!from.equals(to)) {
                code.conversion(TypeKind.from(from), TypeKind.from(to));
            }
        } else if (from.isPrimitive()) {
            code.invokestatic(WRAPPERS.get(from), "valueOf", MethodTypeDesc.of(WRAPPERS.get(from), from));
        } else if (to.isPrimitive()) {
            ClassDesc unboxed = WRAPPERS.keySet().stream()
                    .filter(primitive -> WRAPPERS.get(primitive).equals(from))
                    .findAny()
                    .orElse(to);
            ClassDesc wrapper = WRAPPERS.get(unboxed);
            code.checkcast(wrapper).invokevirtual(wrapper, unboxed.displayName() + "Value", MethodTypeDesc.of(unboxed));
            convert(unboxed, to, code);
        } else if (!from.equals(to) && !to.equals(CD_Object)) {
            code.checkcast(to);
        }
    }
}
