using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace SampleService.Infrastructure;

/// <summary>Adds the keeping of files.</summary>
internal static class FileSetup
{
    /// <summary>The folder of Files:Folder as the store, unless another store is registered; and what removes files.</summary>
    /// <exception cref="InvalidOperationException">Outside of development nothing says where files are kept.</exception>
    public static IServiceCollection AddFiles(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        var folder = configuration["Files:Folder"];
        if (string.IsNullOrEmpty(folder))
            folder = environment.IsDevelopment()
                ? Path.Combine(environment.ContentRootPath, "files")
                : throw new InvalidOperationException("Nothing says where files are kept: set Files__Folder to a folder.");
        services.AddSingleton<IFileStore>(new FolderFileStore(Path.GetFullPath(folder)));
        services.AddScoped<IOutboxHandler, FileRemoval>();
        services.AddSingleton<FileSweep>();
        if (configuration.GetValue("Background:Enabled", true))
            services.AddHostedService<FileSweepService>();
        return services.ConfigureAll<OpenApiOptions>(static options => options.AddOperationTransformer(Describe));
    }

    // The body is read by no parameter, so that it can be refused before it is read.
    private static Task Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken stopped)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<FileRules>().FirstOrDefault() is { } rules)
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = rules.Types.ToDictionary(
                    static type => type,
                    static _ => new OpenApiMediaType
                    {
                        Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" },
                    }
                ),
            };
        return Task.CompletedTask;
    }
}
