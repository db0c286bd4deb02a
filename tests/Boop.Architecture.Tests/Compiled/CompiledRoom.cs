using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using Boop.Architecture.Tests.Source;

namespace Boop.Architecture.Tests.Compiled;

/// <summary>
/// A room as the compiler left it: which assemblies and outside types it uses, and which of its folders use which.
/// A type's folder is where its source file lies, as the debugging symbols tell; types that a generator wrote have none and do not count.
/// </summary>
internal sealed partial class CompiledRoom : IDisposable
{
    /// <summary>The symbols' record of where a type without code is declared.</summary>
    private static readonly Guid TypeDefinitionDocuments = new("932E74BC-DBA9-4478-8D46-0F32A7BAB3D3");

    private readonly PEReader _image;
    private readonly MetadataReaderProvider _symbolProvider;
    private readonly MetadataReader _metadata;
    private readonly MetadataReader _symbols;
    private readonly Dictionary<TypeDefinitionHandle, string> _folders = [];

    private CompiledRoom(string assembly)
    {
        _image = new PEReader(File.OpenRead(assembly));
        _metadata = _image.GetMetadataReader();
        _symbolProvider = MetadataReaderProvider.FromPortablePdbStream(File.OpenRead(Path.ChangeExtension(assembly, ".pdb")));
        _symbols = _symbolProvider.GetMetadataReader();
        FindFolders();
    }

    public IReadOnlyList<string> Assemblies =>
        [.. _metadata.AssemblyReferences.Select(handle => _metadata.GetString(_metadata.GetAssemblyReference(handle).Name))];

    public IReadOnlyList<string> OutsideTypes =>
    [
        .. _metadata.TypeReferences.Select(_metadata.GetTypeReference)
            .Select(type => $"{_metadata.GetString(type.Namespace)}.{_metadata.GetString(type.Name)}"),
    ];

    /// <summary>The room's assembly, next to this one in the folder of what is built.</summary>
    public static CompiledRoom Open(ProjectFile project)
    {
        string configuration = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        string built = Path.Combine(configuration, "..", "..", project.Name, Path.GetFileName(configuration), project.AssemblyName + ".dll");
        return new CompiledRoom(Path.GetFullPath(built));
    }

    /// <summary>One example for each pair of folders of which the first uses the second. The room's own folder is called "the root".</summary>
    public IReadOnlyDictionary<(string From, string To), string> FolderUses()
    {
        Dictionary<(string From, string To), string> uses = [];
        TypeUses reader = new(_image, _metadata);
        foreach (TypeDefinitionHandle handle in _metadata.TypeDefinitions)
        {
            TypeDefinitionHandle user = Outermost(handle);
            if (!_folders.TryGetValue(user, out string? from))
                continue;
            foreach (TypeDefinitionHandle used in reader.Of(handle).Select(Outermost))
            {
                if (_folders.TryGetValue(used, out string? to) && from != to)
                    uses.TryAdd((from, to), $"{NameOf(user)} uses {NameOf(used)}");
            }
        }

        return uses;
    }

    public void Dispose()
    {
        _symbolProvider.Dispose();
        _image.Dispose();
    }

    [GeneratedRegex(@"/src/[^/]+/(?:(?<folder>.+)/)?[^/]+\.cs$")]
    private static partial Regex SourcePath();

    private string NameOf(TypeDefinitionHandle type) => _metadata.GetString(_metadata.GetTypeDefinition(type).Name);

    private TypeDefinitionHandle Outermost(TypeDefinitionHandle type)
    {
        TypeDefinitionHandle declaring = _metadata.GetTypeDefinition(type).GetDeclaringType();
        return declaring.IsNil ? type : Outermost(declaring);
    }

    private void FindFolders()
    {
        foreach (TypeDefinitionHandle handle in _metadata.TypeDefinitions)
        {
            foreach (DocumentHandle document in DocumentsOf(handle))
            {
                string path = _symbols.GetString(_symbols.GetDocument(document).Name).Replace('\\', '/');
                if (!path.Contains("/obj/", StringComparison.Ordinal) && SourcePath().Match(path) is { Success: true } match)
                    _folders.TryAdd(Outermost(handle), match.Groups["folder"].Value is { Length: > 0 } folder ? folder : "the root");
            }
        }
    }

    private IEnumerable<DocumentHandle> DocumentsOf(TypeDefinitionHandle type)
    {
        foreach (MethodDefinitionHandle method in _metadata.GetTypeDefinition(type).GetMethods())
        {
            MethodDebugInformation information = _symbols.GetMethodDebugInformation(method);
            foreach (SequencePoint point in information.GetSequencePoints())
                yield return point.Document;
        }

        foreach (CustomDebugInformationHandle handle in _symbols.GetCustomDebugInformation(type))
        {
            CustomDebugInformation information = _symbols.GetCustomDebugInformation(handle);
            if (_symbols.GetGuid(information.Kind) != TypeDefinitionDocuments)
                continue;
            BlobReader documents = _symbols.GetBlobReader(information.Value);
            while (documents.RemainingBytes > 0)
                yield return System.Reflection.Metadata.Ecma335.MetadataTokens.DocumentHandle(documents.ReadCompressedInteger());
        }
    }
}
