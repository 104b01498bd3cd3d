using System.Globalization;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Contracts;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Operations;

/// <summary>Stores the file of a row. It is received before the transaction begins, once it is sure that the caller may send it.</summary>
internal sealed class UploadCode(ServiceModel model, HttpEndpoint endpoint) : OperationCode(model, endpoint)
{
    private Field File => FileField.Of(Operation, Entity)!;

    /// <summary>Method that says whether a caller may send a file.</summary>
    public static string MayName(HttpEndpoint endpoint) => $"May{Conventions.Pascal(endpoint.OperationId)}Async";

    /// <summary>Writes the method that refuses who may not send a file before anything of it is read.</summary>
    public void May(CodeWriter text)
    {
        var key = PathKey.Of(Endpoint) is { } found ? $"{Model.RowType(found)} {PathKey.Local}" : "Guid id";
        text.Block(
            $"private static async Task<IResult?> {MayName(Endpoint)}({key}, AppDb db, Work work, CancellationToken cancellationToken)",
            body =>
            {
                Load(body, tracked: false);
                body.Line("return null;");
            }
        );
    }

    public override void Handler(CodeWriter text)
    {
        Load(text, tracked: true);
        Behaviour.Guards(text);
        Behaviour.Effects(text);
        text.Line($"row.{ServiceModel.Property(File)} = ReceivedFile.Of(http);");
        StoreChanged(text);
        text.Line($"return ETags.With(row, TypedResults.Ok({Class}Response.Of(row)));");
    }

    public override void Tests(TestWriter tests, string caller)
    {
        // Where it is guarded, one may be all that the row takes.
        var taken = Behaviour.IsDeclared ? Endpoint.RequestFiles.Take(1) : Endpoint.RequestFiles;
        var request = tests.Request("row.Id");
        var most = FileField.MaxBytes(File).ToString(CultureInfo.InvariantCulture);
        tests.TestOfSuccess("keeps_files_of_its_types_and_no_others", body =>
        {
            TestWriter.Login(body, caller);
            tests.Arrange(body);
            body.Line(
                $"""
                await FileChecks.RefusesAsync(_host, client, {request}, {most}, {CSharp.Literal(Endpoint.RequestFiles[0])});
                await FileChecks.KeepsAsync(_host, client, {request}, {CSharp.Literal(File.Name)}, {string.Join(
                    ", ",
                    taken.Select(CSharp.Literal)
                )});
                """
            );
        });
        tests.NoRow(caller);
        tests.Stranger();
    }
}
