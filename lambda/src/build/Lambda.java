import static java.lang.constant.ConstantDescs.*;

import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;

/// What an `invokedynamic` says of a lambda or a method reference.
///
/// @param method   the interface's
/// @param erased   its type in the interface
/// @param type     its type for the compiler
/// @param creation from what is captured to the interface
/// @param body     what it runs: on what is captured, and then on what the method is given
record Lambda(
        String method,
        MethodTypeDesc erased,
        MethodTypeDesc type,
        MethodTypeDesc creation,
        DirectMethodHandleDesc body) {

    private static final DirectMethodHandleDesc METAFACTORY = ofCallsiteBootstrap(
            ClassDesc.of("java.lang.invoke.LambdaMetafactory"),
            "metafactory",
            CD_CallSite,
            CD_MethodType,
            CD_MethodHandle,
            CD_MethodType);

    static boolean isOne(CodeElement part) {
        return part instanceof InvokeDynamicInstruction call
                && call.bootstrapMethod().equals(METAFACTORY);
    }

    static Lambda of(CodeElement part) {
        InvokeDynamicInstruction call = (InvokeDynamicInstruction) part;
        var arguments = call.bootstrapArgs();
        return new Lambda(
                call.name().stringValue(),
                (MethodTypeDesc) arguments.get(0),
                (MethodTypeDesc) arguments.get(2),
                call.typeSymbol(),
                (DirectMethodHandleDesc) arguments.get(1));
    }

    ClassDesc classBeside(ClassModel host) {
        ClassDesc type = creation.returnType();
        boolean isFunction = type.packageName().equals("java.util.function");
        String suffix = isFunction ? "Functions" : type.displayName().replaceAll(".*\\$", "");
        ClassDesc around = host.thisClass().asSymbol();
        return ClassDesc.of(around.packageName(), around.displayName() + "$$" + suffix);
    }
}
