import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.Set;

/// A method, as its callers name it.
record Member(ClassDesc owner, String name, MethodTypeDesc type) {

    static Member of(MethodModel method, ClassModel host) {
        return new Member(
                host.thisClass().asSymbol(), method.methodName().stringValue(), method.methodTypeSymbol());
    }

    static Member of(InvokeInstruction call) {
        return new Member(call.owner().asSymbol(), call.name().stringValue(), call.typeSymbol());
    }

    static Member of(DirectMethodHandleDesc body) {
        return new Member(body.owner(), body.methodName(), MethodTypeDesc.ofDescriptor(body.lookupDescriptor()));
    }

    MethodTypeDesc staticType() {
        return type.insertParameterTypes(0, owner);
    }

    /// Calls it where it has been turned static.
    void callStatic(boolean ofInterface, CodeBuilder code) {
        code.invokestatic(owner, name, staticType(), ofInterface);
    }

    /// Calls what a lambda runs.
    void call(DirectMethodHandleDesc handle, CodeBuilder code, Set<Member> turnedStatic) {
        if (turnedStatic.contains(this)) {
            callStatic(handle.isOwnerInterface(), code);
            return;
        }
        switch (handle.kind()) {
            case CONSTRUCTOR -> code.invokespecial(owner, name, type);
            case INTERFACE_VIRTUAL -> code.invokeinterface(owner, name, type);
            case STATIC, INTERFACE_STATIC -> code.invokestatic(owner, name, type, handle.isOwnerInterface());
            case VIRTUAL -> code.invokevirtual(owner, name, type);
            default -> throw new IllegalArgumentException(handle + " can't be called from beside its class");
        }
    }
}
