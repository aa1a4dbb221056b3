(class_declaration "class" name: (_) @name) @definition.class
(class_declaration "struct" name: (_) @name) @definition.struct
(class_declaration "enum" name: (_) @name) @definition.enum
(class_declaration "actor" name: (_) @name) @definition.actor
(class_declaration "extension" name: (_) @name) @definition.extension
(protocol_declaration name: (_) @name) @definition.protocol
(typealias_declaration name: (type_identifier) @name) @definition.type
(function_declaration name: (_) @name) @definition.function
(protocol_function_declaration name: (_) @name) @definition.function
(init_declaration "init" @name) @definition.function
