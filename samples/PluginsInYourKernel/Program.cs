// The plugins alone, in a kernel that is yours: no team, no model. A model in your kernel would call the same functions by itself.
using Microsoft.SemanticKernel;

var kernel = Kernel.CreateBuilder().Build();
kernel.Plugins.AddBackend();

Console.WriteLine(
    await CallAsync(
        "blueprint",
        "replace",
        (
            "yaml",
            """
            service: { name: reading-list, title: Reading List, description: Keeps books to read. }
            authentication: { kind: none }
            entities:
              - name: Book
                description: A book to read.
                fields:
                  - { name: title, type: string, required: true, maxLength: 200, description: Its title. }
                  - { name: pages, type: int, min: 1, max: 10000, description: How long it is. }
            operations:
              - { name: listBooks, kind: list, entity: Book, access: [ { role: anonymous } ] }
              - { name: getBook, kind: get, entity: Book, access: [ { role: anonymous } ] }
            """
        )
    )
);
Console.WriteLine(await CallAsync("schema", "describe"));
Console.WriteLine(await CallAsync("schema", "ddl"));
Console.WriteLine(await CallAsync("openapi", "describe_operation", ("operationId", "listBooks")));
Console.WriteLine(await CallAsync("review", "check"));

// What is refused says where and how to mend it, so that a model corrects itself in the same turn.
Console.WriteLine(await CallAsync("blueprint", "validate", ("yaml", "service: { name: shop, tittle: Shop }")));

async Task<string> CallAsync(string plugin, string function, params (string Name, object Value)[] arguments) =>
    (
        await kernel.InvokeAsync(
            plugin,
            function,
            new KernelArguments(arguments.ToDictionary(pair => pair.Name, pair => (object?)pair.Value))
        )
    ).ToString();
