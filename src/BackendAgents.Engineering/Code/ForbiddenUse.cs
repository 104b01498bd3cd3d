using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BackendAgents.Engineering.Code;

/// <summary>Something in a file written by hand that it may not do.</summary>
/// <param name="Location">Where.</param>
/// <param name="Message">What it is.</param>
/// <param name="Remedy">What to do instead.</param>
internal sealed record ForbiddenUse(Location Location, string Message, string Remedy)
{
    /// <summary>
    /// Everything in a file that it may not do. What a name means is asked of the compiler, so that neither an alias nor a using static
    /// nor an inherited member hides it.
    /// </summary>
    /// <param name="model">The file in its compilation.</param>
    /// <param name="expected">Name of the one class that the file holds.</param>
    public static IEnumerable<ForbiddenUse> In(SemanticModel model, string expected)
    {
        var root = model.SyntaxTree.GetCompilationUnitRoot();
        return Directives(root)
            .Concat(Declarations(model, root, expected))
            .Concat(root.DescendantNodes(static node => node is not UsingDirectiveSyntax).SelectMany(node => Uses(model, node)))
            .DistinctBy(static use => (use.Location.SourceSpan.Start, use.Message));
    }

    // What is switched off here could be on where it is built.
    private static IEnumerable<ForbiddenUse> Directives(CompilationUnitSyntax root) =>
        root.DescendantTrivia()
            .Where(static trivia =>
                trivia.IsDirective
                && !trivia.IsKind(SyntaxKind.RegionDirectiveTrivia)
                && !trivia.IsKind(SyntaxKind.EndRegionDirectiveTrivia)
            )
            .Select(static trivia => new ForbiddenUse(trivia.GetLocation(), "It has a directive for the compiler.", "Write it without."));

    private static IEnumerable<ForbiddenUse> Declarations(SemanticModel model, CompilationUnitSyntax root, string expected)
    {
        foreach (var directive in root.Usings.Where(static directive => !directive.GlobalKeyword.IsKind(SyntaxKind.None)))
            yield return new ForbiddenUse(directive.GetLocation(), "A global using changes other files.", "Take out 'global'.");
        foreach (var list in root.AttributeLists)
            yield return new ForbiddenUse(list.GetLocation(), "An attribute of the assembly changes other files.", "Take it out.");
        foreach (var type in root.DescendantNodes().OfType<MemberDeclarationSyntax>())
        {
            if (
                type is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax
                && type.Parent is BaseNamespaceDeclarationSyntax or CompilationUnitSyntax
                && model.GetDeclaredSymbol(type) is { } declared
                && (declared.Name != expected || declared.ContainingNamespace.Name != "Features")
            )
                yield return new ForbiddenUse(
                    type.GetLocation(),
                    $"The file declares '{declared.ToDisplayString()}'.",
                    $"It holds the class {expected} in the namespace of the features; nest what else you need in it."
                );
            if (State(model, type) is { } state)
                yield return state;
        }
    }

    private static ForbiddenUse? State(SemanticModel model, MemberDeclarationSyntax member)
    {
        var symbol = member switch
        {
            FieldDeclarationSyntax field => model.GetDeclaredSymbol(field.Declaration.Variables[0]),
            PropertyDeclarationSyntax or EventFieldDeclarationSyntax or MethodDeclarationSyntax => model.GetDeclaredSymbol(member),
            _ => null,
        };
        return symbol switch
        {
            IFieldSymbol { IsStatic: true, IsConst: false } field when !field.IsReadOnly || IsChangeable(field.Type) => Shared(field),
            IPropertySymbol { IsStatic: true, SetMethod: not null } property => Shared(property),
            IPropertySymbol { IsStatic: true } property when IsChangeable(property.Type) => Shared(property),
            IMethodSymbol { IsAsync: true, ReturnsVoid: true } method => new ForbiddenUse(
                member.GetLocation(),
                $"'{method.Name}' is async void: nobody hears of its end or its errors.",
                "Return a Task."
            ),
            IMethodSymbol { IsExtern: true } method => new ForbiddenUse(
                member.GetLocation(),
                $"'{method.Name}' is extern.",
                "Take it out."
            ),
            _ => null,
        };

        ForbiddenUse Shared(ISymbol shared) =>
            new(
                member.GetLocation(),
                $"'{shared.Name}' is shared by all requests and can change.",
                "Keep what lasts in the database; constants may be static readonly of a type that can't change."
            );
    }

    // Arrays and the usual collections; a list that can only be read, and what is frozen, is fine.
    private static bool IsChangeable(ITypeSymbol type) =>
        type is IArrayTypeSymbol
        || (
            type is { TypeKind: TypeKind.Class, SpecialType: not SpecialType.System_String }
            && type.ContainingNamespace.ToDisplayString() is "System.Collections.Generic" or "System.Text" or "System.Text.Json.Nodes"
        );

    private static IEnumerable<ForbiddenUse> Uses(SemanticModel model, SyntaxNode node)
    {
        if (node is LockStatementSyntax)
            yield return new ForbiddenUse(node.GetLocation(), "A lock holds up all requests.", "Use work.LockAsync on a row.");
        else if (node is UnsafeStatementSyntax or PointerTypeSyntax or FunctionPointerTypeSyntax or StackAllocArrayCreationExpressionSyntax)
            yield return new ForbiddenUse(node.GetLocation(), "It works on memory itself.", "Use ordinary values.");
        else if (
            node is InvocationExpressionSyntax call
            && model.GetSymbolInfo(call).Symbol is IMethodSymbol called
            && Forgets(model, call, called)
        )
            yield return new ForbiddenUse(
                call.GetLocation(),
                $"'{called.Name}' is not told when the request is over.",
                "Pass cancellationToken on."
            );
        if (
            node is SimpleNameSyntax or BaseObjectCreationExpressionSyntax or ElementAccessExpressionSyntax or AttributeSyntax
            && model.GetSymbolInfo(node).Symbol is { } symbol
            && Refusal(symbol) is { } remedy
        )
            yield return new ForbiddenUse(node.GetLocation(), $"It uses '{Name(symbol)}'.", remedy);
    }

    // A token that may be left out, and is.
    private static bool Forgets(SemanticModel model, InvocationExpressionSyntax call, IMethodSymbol called)
    {
        var token = called.Parameters.FirstOrDefault(static parameter =>
            parameter is { IsOptional: true, Type.Name: nameof(CancellationToken) }
        );
        return token is not null
            && call.ArgumentList.Arguments.All(argument =>
                argument.NameColon?.Name.Identifier.Text != token.Name
                && model.GetTypeInfo(argument.Expression).ConvertedType?.Name != nameof(CancellationToken)
            );
    }

    private static string? Refusal(ISymbol symbol)
    {
        const string dynamic = "Use a type; what is dynamic is looked up while it runs.";
        switch (symbol)
        {
            case IDynamicTypeSymbol:
                return dynamic;
            case INamespaceSymbol or ILocalSymbol or IParameterSymbol or IRangeVariableSymbol or ILabelSymbol or IDiscardSymbol:
            case ITypeParameterSymbol
            or IAliasSymbol
            or IMethodSymbol { MethodKind: MethodKind.LocalFunction or MethodKind.AnonymousFunction }:
                return null;
        }

        var type = symbol as ITypeSymbol ?? symbol.ContainingType;
        if (type is null or IArrayTypeSymbol)
            return null;
        if (type.TypeKind == TypeKind.Dynamic)
            return dynamic;
        type = type.OriginalDefinition;
        var name = Name(type);
        if (type.Locations.Any(static place => place.IsInSource))
            return IsReserved(type, symbol) ? "Who somebody is, what is secret and what runs the service is not for handlers." : null;
        if (AllowedApis.Refused.TryGetValue(name, out var remedy) || AllowedApis.Refused.TryGetValue($"{name}.{symbol.Name}", out remedy))
            return remedy;
        return
            type.IsTupleType || type.IsAnonymousType || AllowedApis.Types.Contains(name) || AllowedApis.Namespaces.Contains(Namespace(type))
            ? null
            : "It is not on the list of what code written by hand may use; see docs/handlers.md.";
    }

    // The table of refresh tokens is as reserved as one of them.
    private static bool IsReserved(ITypeSymbol type, ISymbol symbol) =>
        AllowedApis.Reserved.Contains(type.Name)
        || AllowedApis.Reserved.Contains(symbol.Name)
        || symbol is IPropertySymbol { Type: INamedTypeSymbol { TypeArguments: [var rows] } } && AllowedApis.Reserved.Contains(rows.Name);

    private static string Namespace(ITypeSymbol type) => type.ContainingNamespace?.ToDisplayString() ?? "";

    // Without type arguments; nested types by their outermost.
    private static string Name(ISymbol symbol)
    {
        if (symbol is IDynamicTypeSymbol)
            return "dynamic";
        var outermost = symbol as ITypeSymbol ?? symbol.ContainingType;
        while (outermost.ContainingType is { } outer)
            outermost = outer;
        var name = $"{outermost.ContainingNamespace.ToDisplayString()}.{outermost.Name}";
        return symbol is ITypeSymbol ? name : $"{name}.{symbol.Name}";
    }
}
